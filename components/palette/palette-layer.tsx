'use client';

import { Dialog } from 'radix-ui';
import { useRef } from 'react';
import type { Platform } from '#components/keys/platform.ts';
import { useMessages } from '#components/language/language-provider.tsx';
import { FocusBack } from '#components/ui/focus-back.tsx';
import { keepWhileComposing, preventDefault } from '#components/ui/layers/use-lazy-layer.ts';
import { CommandList } from './command-list.tsx';
import { paletteLayerCatalog } from './layer-catalog.ts';
import type { PaletteView } from './open-palette.ts';
import { ShortcutList } from './shortcut-list.tsx';

/** The dialog with the palette or the list of shortcuts. */
export function PaletteLayer({
  view,
  platform,
  onClose,
  onClosed,
}: {
  view: PaletteView;
  platform: Platform;
  /** Removes the dialog. */
  onClose: () => void;
  /** Restores the focus. */
  onClosed: () => void;
}) {
  const messages = useMessages(paletteLayerCatalog);
  const chosen = useRef<() => void>(undefined);
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-50 bg-ink/25 dark:bg-black/50" />
        <Dialog.Content
          onEscapeKeyDown={keepWhileComposing}
          onCloseAutoFocus={preventDefault}
          className="fixed top-[12vh] left-1/2 z-50 flex max-h-[76vh] w-[min(40rem,calc(100vw-1.5rem))] -translate-x-1/2 flex-col overflow-hidden rounded-lg border border-line bg-raised text-ink shadow-pop outline-none"
        >
          {view === 'commands' ? (
            <>
              <Dialog.Title className="sr-only">{messages.title}</Dialog.Title>
              <Dialog.Description className="sr-only">{messages.description}</Dialog.Description>
              <CommandList
                platform={platform}
                onChoose={(run) => {
                  chosen.current = run;
                  onClose();
                }}
              />
            </>
          ) : (
            <>
              <div className="border-line border-b py-3 pr-20 pl-4">
                <Dialog.Title className="font-semibold text-base">{messages.helpTitle}</Dialog.Title>
                <Dialog.Description className="text-ink-muted text-xs">
                  {messages.helpText}
                </Dialog.Description>
              </div>
              <ShortcutList platform={platform} />
              <Dialog.Close className="absolute top-3 right-3 h-7 rounded-md px-2 text-ink-muted text-xs hover:bg-hover hover:text-ink">
                {messages.close}
              </Dialog.Close>
            </>
          )}
          <FocusBack
            place={() => {
              onClosed();
              // What had the focus has it again, and an action may depend on that.
              chosen.current?.();
            }}
          />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
