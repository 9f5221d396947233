/** Stands between the browser's paste and xterm, so that a long one can be questioned. */

import { cleanPaste } from './paste-check.ts';

export interface PasteGuard {
  /** True: somebody will answer for it later, so nothing is pasted now. */
  readonly hold: (text: string) => boolean;
  readonly paste: (text: string) => void;
}

/**
 * Questions only what a person pastes: an event made by a script is automation, which asks nobody.
 * @returns ends it
 */
export function guardPaste(element: HTMLElement, { hold, paste }: PasteGuard): () => void {
  const onPaste = (event: ClipboardEvent) => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    event.preventDefault();
    event.stopImmediatePropagation();
    if (text === '' || (event.isTrusted && hold(text))) return;
    paste(cleanPaste(text));
  };
  element.addEventListener('paste', onPaste, { capture: true });
  return () => element.removeEventListener('paste', onPaste, { capture: true });
}
