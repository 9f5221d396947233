'use client';

import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import type { ConnectionState } from '../../connection/connection-state.ts';
import type { PaneView } from '../../pane/pane-view.ts';
import { terminalCatalog } from '../../words/catalog.ts';
import { ShellForm } from './shell-form.tsx';

/** Asks which shell to open in place of the one in a terminal, and says what ends with that. */
export function ShellDialog({
  view: { state, isBusy },
  onChoose,
  onCancel,
  onClosed,
}: {
  view: Pick<PaneView, 'state' | 'isBusy'>;
  /** Gets a name or path, or '' for the default. */
  onChoose: (shell: string) => void;
  onCancel: () => void;
  /** The dialog has closed; the caller sets the focus. */
  onClosed: () => void;
}) {
  const { otherShell: words, paste } = useMessages(terminalCatalog);
  return (
    <Dialog
      title={words.title}
      description={replacesShell(state) ? words.replaces : words.opensHere}
      onClose={onCancel}
      onClosed={onClosed}
    >
      {isBusy && (
        <p role="alert" className="rounded-md bg-warn-soft px-2 py-1.5 text-sm text-warn-text">
          {words.busy}
        </p>
      )}
      <ShellForm label={words.field} words={isBusy ? words.ending : words} takesFocus onChoose={onChoose} />
      <div className="flex justify-end">
        <Button onClick={onCancel}>{paste.cancel}</Button>
      </div>
    </Dialog>
  );
}

function replacesShell({ kind }: ConnectionState): boolean {
  return kind === 'ready' || kind === 'reconnecting';
}
