'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useTheme } from 'next-themes';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { Menu, MenuChoice } from '#components/ui/layers/menu.tsx';
import { frameCatalog } from './catalog.ts';

/** Chooses the light, dark or system theme. */
export function ThemeSwitch() {
  const messages = useMessages(frameCatalog);
  const { theme, setTheme } = useTheme();
  const choices = [
    { value: 'light', label: messages.light, icon: <Sun aria-hidden /> },
    { value: 'dark', label: messages.dark, icon: <Moon aria-hidden /> },
    { value: 'system', label: messages.system, icon: <Monitor aria-hidden /> },
  ] as const;
  return (
    <Menu
      label={messages.theme}
      trigger={
        <Button variant="ghost" size="icon" aria-label={messages.theme}>
          <Sun aria-hidden className="dark:hidden" />
          <Moon aria-hidden className="hidden dark:block" />
        </Button>
      }
    >
      <MenuChoice
        value={theme as 'light' | 'dark' | 'system' | undefined}
        choices={choices}
        onChoose={setTheme}
      />
    </Menu>
  );
}
