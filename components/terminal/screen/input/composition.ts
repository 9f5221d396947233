/** Text from input methods. Phone keyboards compose every word. */

import type { Terminal } from '@xterm/xterm';
import { coreOf } from '../programs/xterm-core.ts';
import { fieldChange } from './field-change.ts';

/** A key code that is neither a composition key nor a modifier: xterm then commits the composition. */
const NO_KEY = { keyCode: 0 };

/** The key code of a key that an input method takes (UI Events, section 7.3.1). */
const PROCESSED = 229;

/** A key that the input method takes though it names itself: the one after a dead key in Firefox. */
function isTaken({ isComposing, keyCode, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return isComposing && keyCode !== PROCESSED && !ctrlKey && !metaKey;
}

/**
 * Has xterm send what input methods insert: all of it, once, and in order.
 *
 * - xterm looks in its input field for inserted text when a timer runs. On a busy page the next key comes first. It would
 *   overtake the text, and Enter would empty the field; of a composition xterm would send another part of the field.
 * - Some compositions are committed without having begun, as WebKitGTK does for emoji. xterm would send the whole field.
 * - The key after a dead key in Firefox is kept from xterm, which would send the accent alone for it.
 */
export class Compositions {
  readonly #terminal: Terminal;
  readonly #whileSending: (send: () => void) => void;
  readonly #listening = new AbortController();
  /** What the field held when the input method took a key, until what the key has inserted is sent. */
  #before: { readonly text: string } | null = null;
  #hasBegun = false;
  #isTakenByDeadKey = false;
  /** The composed text was sent, and the input method is about to end the composition. */
  #isFinishing = false;

  /**
   * @param terminal opened, inside `element`
   * @param whileSending runs what sends text, which is typed, during whatever event
   */
  constructor(element: HTMLElement, terminal: Terminal, whileSending: (send: () => void) => void) {
    this.#terminal = terminal;
    this.#whileSending = whileSending;
    // The field is compared before and after a key of an input method. Without this, WebKit changes a space at the end to
    // another kind when text follows it.
    if (terminal.textarea !== undefined) terminal.textarea.style.whiteSpace = 'pre';
    this.#core._compositionHelper._handleAnyTextareaChanges = () => this.#expectChange();
    const capture = { capture: true, signal: this.#listening.signal };
    element.addEventListener('keydown', (event) => this.#onKey(event), capture);
    element.addEventListener('compositionstart', () => this.#onStart(), capture);
    element.addEventListener('compositionend', (event) => this.#onEnd(event), capture);
    element.addEventListener('beforeinput', (event) => this.#onInput(event), capture);
    // xterm empties the field.
    element.addEventListener('blur', () => !this.#isFinishing && this.#commit(), capture);
  }

  get #core() {
    return coreOf(this.#terminal);
  }

  get #field(): string {
    return this.#terminal.textarea?.value ?? '';
  }

  /** Sends the composed text now, so that it comes before the next input. */
  finish(): void {
    const wasComposing = this.#core._compositionHelper.isComposing;
    this.#commit();
    if (!wasComposing) return;
    // The input method only drops the text when the focus is lost. A phone's keyboard stays open during this.
    this.#isFinishing = true;
    this.#terminal.blur();
    this.#terminal.focus();
    this.#isFinishing = false;
  }

  dispose(): void {
    this.#listening.abort();
    this.#before = null;
  }

  #commit(): void {
    this.#settle();
    this.#whileSending(() => this.#core._compositionHelper.keydown(NO_KEY));
  }

  /** A key was taken, and has inserted nothing yet. */
  #expectChange(): void {
    const before = { text: this.#field };
    this.#before = before;
    setTimeout(() => this.#before === before && this.#sendChange());
  }

  #sendChange(): void {
    const before = this.#before;
    this.#before = null;
    if (before === null || this.#core._compositionHelper.isComposing) return;
    const change = fieldChange(before.text, this.#field);
    if (change !== '') this.#whileSending(() => this.#terminal.input(change));
  }

  /** Before xterm takes a key: the text that came before it. */
  #settle(): void {
    this.#sendChange();
    const { _compositionHelper: helper } = this.#core;
    if (helper.isComposing || helper._isSendingComposition)
      helper._compositionPosition.end = this.#field.length;
  }

  #onKey(event: KeyboardEvent): void {
    this.#settle();
    if (!isTaken(event)) return;
    event.stopImmediatePropagation();
    this.#isTakenByDeadKey = true;
    // xterm waits for it, and would leave out the next key.
    this.#core._unprocessedDeadKey = false;
  }

  #onStart(): void {
    this.#hasBegun = true;
    this.#isTakenByDeadKey = false;
  }

  #onInput({ inputType }: InputEvent): void {
    // The text is not in the field yet: what is there now is not part of the composition.
    if (inputType === 'insertFromComposition' && !this.#hasBegun)
      this.#core._compositionHelper.compositionstart();
  }

  #onEnd(event: Event): void {
    this.#hasBegun = false;
    // The composition is sent, not what its first key has changed.
    this.#before = null;
    if (!this.#isTakenByDeadKey) return;
    this.#isTakenByDeadKey = false;
    // What is meant is inserted now, and sent from there: xterm would look for it in its field too.
    event.stopImmediatePropagation();
    this.#core._keyDownSeen = false;
    this.#core._compositionHelper._isComposing = false;
    this.#core._compositionHelper._compositionView.classList.remove('active');
  }
}
