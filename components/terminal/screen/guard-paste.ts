/** Stands between the browser's paste and xterm, so that a paste can be cleaned and questioned. */

/**
 * @param onPaste takes the text; `byPerson` is false for an event made by a script, which is automation
 * @returns ends it
 */
export function guardPaste(
  element: HTMLElement,
  onPaste: (text: string, byPerson: boolean) => void,
): () => void {
  const take = (event: ClipboardEvent) => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    event.preventDefault();
    event.stopImmediatePropagation();
    if (text !== '') onPaste(text, event.isTrusted);
  };
  element.addEventListener('paste', take, { capture: true });
  return () => element.removeEventListener('paste', take, { capture: true });
}
