/** Intercepts pastes before xterm, so that they can be cleaned and confirmed. */

import { isWebKit } from '../browser-engine.ts';

/**
 * @param onPaste gets the text; `byPerson` is false for an event from a script, such as automation
 * @returns a function that stops it
 */
export function guardPaste(
  element: HTMLElement,
  onPaste: (text: string, byPerson: boolean) => void,
): () => void {
  const ended = new AbortController();
  const options = { signal: ended.signal, capture: true };
  let byMiddleButton = false;
  const takeText = (event: Event, text: string) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (text !== '') onPaste(text, event.isTrusted);
  };
  const onOther = () => {
    byMiddleButton = false;
  };
  element.addEventListener('mousedown', onOther, options);
  element.addEventListener('keydown', onOther, options);
  element.addEventListener(
    'auxclick',
    ({ button }) => {
      // For the primary selection, WebKit gives the clipboard in the event.
      byMiddleButton = button === 1 && isWebKit(navigator.userAgent);
    },
    options,
  );
  element.addEventListener(
    'paste',
    (event) => {
      // What is inserted comes next.
      if (byMiddleButton) event.stopImmediatePropagation();
      else takeText(event, event.clipboardData?.getData('text/plain') ?? '');
    },
    options,
  );
  element.addEventListener(
    'beforeinput',
    (event) => {
      if (event.inputType === 'insertFromPaste') takeText(event, event.data ?? '');
    },
    options,
  );
  return () => ended.abort();
}
