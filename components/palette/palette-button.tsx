'use client';

import { Search } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { Keys } from '#components/actions/keys.tsx';
import { platformOf } from '#components/keys/platform.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { paletteCatalog } from './catalog.ts';
import { openPalette } from './open-palette.ts';

const never = () => () => {};

/** Opens the command palette, and shows its shortcut. */
export function PaletteButton() {
  const messages = useMessages(paletteCatalog);
  const platform = useSyncExternalStore(
    never,
    () => platformOf(navigator.userAgent),
    () => 'other' as const,
  );
  return (
    <Button
      onClick={() => openPalette()}
      title={messages.open}
      aria-haspopup="dialog"
      className="relative max-sm:size-8 max-sm:px-0"
    >
      <Search aria-hidden className="text-ink-muted" />
      <span className="font-normal text-ink-muted max-sm:sr-only">{messages.openShort}</span>
      <span className="pointer-coarse:hidden max-sm:hidden">
        <Keys shortcut="mod+k" platform={platform} />
      </span>
    </Button>
  );
}
