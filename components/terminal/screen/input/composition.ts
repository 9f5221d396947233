/** Text from input methods. Phone keyboards compose every word. */

import type { Terminal } from '@xterm/xterm';
import { coreOf } from '../programs/xterm-core.ts';

/** A key code that is neither a composition key nor a modifier: xterm then commits the composition. */
const NO_KEY = { keyCode: 0 };

/** The key code of a key that an input method takes (UI Events, section 7.3.1). */
const PROCESSED = 229;

/** Sends the composed text now, so that it comes before the next input. */
export function finishComposition(terminal: Terminal): void {
  const composition = coreOf(terminal)._compositionHelper;
  const wasComposing = composition.isComposing;
  // Also commits text that was composed in this task, which xterm would send in the next.
  composition.keydown(NO_KEY);
  if (!wasComposing) return;
  // The input method only drops the text when the focus is lost. A phone's keyboard stays open during this.
  terminal.blur();
  terminal.focus();
}

/** A key that the input method takes though it names itself: the one after a dead key in Firefox. */
function isTaken({ isComposing, keyCode, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return isComposing && keyCode !== PROCESSED && !ctrlKey && !metaKey;
}

/**
 * Tells xterm of compositions that an input method commits without having begun them, as WebKitGTK does for emoji. xterm
 * would send all text that its input field holds. Keeps from xterm the key after a dead key, for which it would send the accent
 * alone.
 * @returns a function that stops it
 */
export function beginCompositions(element: HTMLElement, terminal: Terminal): () => void {
  // xterm compares its field before and after a key of an input method. Without this, WebKit changes a space at the end
  // to another kind when text follows it.
  if (terminal.textarea !== undefined) terminal.textarea.style.whiteSpace = 'pre';
  let hasBegun = false;
  let isTakenByDeadKey = false;
  const onStart = () => {
    hasBegun = true;
    isTakenByDeadKey = false;
  };
  const onEnd = (event: Event) => {
    hasBegun = false;
    if (!isTakenByDeadKey) return;
    isTakenByDeadKey = false;
    // What is meant is inserted now, and sent from there: xterm would look for it in its field too.
    event.stopImmediatePropagation();
    const core = coreOf(terminal);
    core._keyDownSeen = false;
    core._compositionHelper._isComposing = false;
    core._compositionHelper._compositionView.classList.remove('active');
  };
  // The text is not in the field yet: what is there now is not part of the composition.
  const onInput = ({ inputType }: InputEvent) => {
    if (inputType !== 'insertFromComposition' || hasBegun) return;
    coreOf(terminal)._compositionHelper.compositionstart();
  };
  const onKey = (event: KeyboardEvent) => {
    if (!isTaken(event)) return;
    event.stopImmediatePropagation();
    isTakenByDeadKey = true;
    // xterm waits for it, and would leave out the next key.
    coreOf(terminal)._unprocessedDeadKey = false;
  };
  element.addEventListener('keydown', onKey, { capture: true });
  element.addEventListener('compositionstart', onStart, { capture: true });
  element.addEventListener('compositionend', onEnd, { capture: true });
  element.addEventListener('beforeinput', onInput, { capture: true });
  return () => {
    element.removeEventListener('keydown', onKey, { capture: true });
    element.removeEventListener('compositionstart', onStart, { capture: true });
    element.removeEventListener('compositionend', onEnd, { capture: true });
    element.removeEventListener('beforeinput', onInput, { capture: true });
  };
}
