'use client';

import { Languages } from 'lucide-react';
import { LANGUAGE_NAMES, LANGUAGES } from '#components/language/language.ts';
import { useLanguage, useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { Menu, MenuChoice } from '#components/ui/layers/menu.tsx';
import { frameCatalog } from './catalog.ts';

const CHOICES = LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value], lang: value }));

/** Chooses the language of the pages. */
export function LanguageSwitch() {
  const messages = useMessages(frameCatalog);
  const { language, choose } = useLanguage();
  return (
    <Menu
      label={messages.language}
      trigger={
        <Button variant="ghost" size="icon" aria-label={messages.language}>
          <Languages aria-hidden />
        </Button>
      }
    >
      <MenuChoice value={language} choices={CHOICES} onChoose={choose} />
    </Menu>
  );
}
