/** Copies text. Pages over plain HTTP have no clipboard API; there the copy event is used. */
export function copyText(text: string): void {
  if (text === '') return;
  const clipboard: Clipboard | undefined = navigator.clipboard;
  if (clipboard === undefined) copyByEvent(text);
  else clipboard.writeText(text).catch(() => copyByEvent(text));
}

/** Only works inside the handler of a key or a click. */
function copyByEvent(text: string): void {
  const onCopy = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener('copy', onCopy, { capture: true, once: true });
  document.execCommand('copy');
  document.removeEventListener('copy', onCopy, { capture: true });
}
