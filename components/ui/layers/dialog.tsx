'use client';

import { Dialog as RadixDialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { FocusBack } from '../focus-back.tsx';
import { keepWhileComposing, preventDefault } from './use-lazy-layer.ts';

/** A modal dialog with a question or a form. It is open while it is rendered. */
export function Dialog({
  title,
  description,
  onClose,
  onClosed,
  children,
}: {
  title: string;
  description: ReactNode;
  /** The user pressed Escape or clicked beside the dialog. */
  onClose: () => void;
  /** The dialog has closed; the caller sets the focus. */
  onClosed: () => void;
  children: ReactNode;
}) {
  return (
    <RadixDialog.Root open onOpenChange={(open) => !open && onClose()}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="fixed inset-0 z-50 bg-black/50" />
        <RadixDialog.Content
          onEscapeKeyDown={keepWhileComposing}
          onCloseAutoFocus={preventDefault}
          className="fixed top-1/2 left-1/2 z-50 grid max-h-[calc(100dvh-1rem)] w-[min(36rem,calc(100vw-1rem))] -translate-x-1/2 -translate-y-1/2 gap-3 overflow-y-auto rounded-lg border border-line bg-raised p-4 text-ink shadow-pop"
        >
          <RadixDialog.Title className="font-semibold text-lg tracking-tight">{title}</RadixDialog.Title>
          <RadixDialog.Description className="text-ink-muted text-sm">{description}</RadixDialog.Description>
          {children}
          <FocusBack place={onClosed} />
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
