'use client';

import { useMessages } from '#components/language/language-provider.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/layers/dialog.tsx';
import type { ConnectionState } from '../../connection/connection-state.ts';
import type { PaneView } from '../../pane/pane-view.ts';
import { terminalCatalog } from '../../words/catalog.ts';
import { ShellForm } from './shell-form.tsx';

/** Asks which shell to open in place of the one in a terminal, and says what ends with that. */
export function ShellDialog({
  view,
  onChoose,
  onCancel,
  onClosed,
}: {
  /** Null: the shell opens in a new terminal. */
  view: Pick<PaneView, 'state' | 'isBusy'> | null;
  /** Gets a name, a path or a command with arguments; '' for the default. */
  onChoose: (shell: string) => void;
  onCancel: () => void;
  /** The dialog has closed; the caller sets the focus. */
  onClosed: () => void;
}) {
  const { otherShell: words, paste } = useMessages(terminalCatalog);
  const isBusy = view?.isBusy === true;
  const where = view === null ? words.opensNew : replacesShell(view.state) ? words.replaces : words.opensHere;
  return (
    <Dialog title={words.title} description={where} onClose={onCancel} onClosed={onClosed}>
      {isBusy && (
        <p role="alert" className="rounded-md bg-warn-soft px-2 py-1.5 text-sm text-warn-text">
          {words.busy}
        </p>
      )}
      <ShellForm label={words.field} words={isBusy ? words.ending : words} onChoose={onChoose} />
      <div className="flex justify-end">
        <Button onClick={onCancel}>{paste.cancel}</Button>
      </div>
    </Dialog>
  );
}

function replacesShell({ kind }: ConnectionState): boolean {
  return kind === 'ready' || kind === 'reconnecting';
}
