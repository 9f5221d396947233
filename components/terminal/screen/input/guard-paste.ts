/** Intercepts paste events before xterm, so that a paste can be cleaned and confirmed. */

/**
 * @param onPaste gets the text; `byPerson` is false for an event from a script, such as automation
 * @returns a function that stops it
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
