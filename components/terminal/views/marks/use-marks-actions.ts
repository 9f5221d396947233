import { type RefObject, useEffect } from 'react';
import { type Action, registerActions } from '#components/actions/actions.ts';
import { platformOf } from '#components/keys/platform.ts';
import type { TerminalPane } from '../../pane/terminal-pane.ts';
import type { MarksMessages } from '../../words/marks-catalog.ts';
import { copyLastOutput } from './copy-last-output.ts';
import { jumpKeys } from './jump-keys.ts';

/** Puts the marks' actions in the palette, for the terminal that had the focus last. */
export function useMarksActions({
  pane,
  messages,
  isShown,
  layer,
  onNote,
}: {
  pane: TerminalPane;
  messages: MarksMessages;
  isShown: boolean;
  layer: RefObject<HTMLElement | null>;
  /** A message for the user. */
  onNote: (text: string) => void;
}): void {
  useEffect(() => {
    const keys = jumpKeys(platformOf(navigator.userAgent));
    const action = (id: string, label: string, run: () => void): Action => ({
      ...{ id: `terminal.marks.${id}`, label, group: messages.group },
      run: () => {
        run();
        pane.focus();
      },
    });
    const actions = [
      // The terminal handles the keys.
      { ...action('previous', messages.previous, () => pane.marks?.jump(-1)), also: [keys.previous] },
      { ...action('next', messages.next, () => pane.marks?.jump(1)), also: [keys.next] },
      action('copy', messages.copy, () => onNote(copyLastOutput(pane, messages))),
      action('select', messages.select, () => {
        if (pane.marks?.selectLast() !== true) onNote(messages.nothing);
      }),
      action('toggle', isShown ? messages.hide : messages.show, () => pane.showMarks(!isShown)),
    ];
    let unregister = registerActions(actions);
    const terminal = layer.current?.closest('[data-podshell-terminal]');
    const onFocus = () => {
      unregister();
      unregister = registerActions(actions);
    };
    terminal?.addEventListener('focusin', onFocus);
    return () => {
      terminal?.removeEventListener('focusin', onFocus);
      unregister();
    };
  }, [pane, messages, isShown, layer, onNote]);
}
