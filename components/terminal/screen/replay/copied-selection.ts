/** Copies what is selected in a terminal whose field takes no focus. */

import type { Terminal } from '@xterm/xterm';
import { pressedKey } from '#components/keys/pressed-key.ts';
import { copyText } from '../clipboard.ts';

/**
 * Ctrl+C and "Copy" of the browser copy the selection of a terminal unless text of the page is selected; so does
 * Ctrl+Shift+C, which opens the tools for developers if nothing is selected.
 * @returns a function that stops it
 */
export function copySelection(terminal: Pick<Terminal, 'getSelection'>): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  const selected = () => (document.getSelection()?.toString() ? '' : terminal.getSelection());
  // The browser copies the selection of a field that has the focus; here, none has.
  document.addEventListener(
    'copy',
    (event) => {
      const text = selected();
      if (text === '') return;
      event.clipboardData?.setData('text/plain', text);
      event.preventDefault();
    },
    { signal },
  );
  document.addEventListener(
    'keydown',
    (event) => {
      if (!event.ctrlKey || !event.shiftKey || event.altKey || pressedKey(event) !== 'c') return;
      const text = selected();
      if (text === '') return;
      event.preventDefault();
      copyText(text);
    },
    { signal },
  );
  return () => ended.abort();
}
