/** Keys with a meaning of their own while a terminal is attached to a container's main process. Pure state. */

import type { AttachedTo } from '../connection/connection-state.ts';
import { INTERRUPT } from '../connection/input/stdin-queue.ts';

export interface PressedKeys {
  /** What goes to the process; may be ''. */
  readonly send: string;
  readonly act: 'detach' | 'interrupt-held' | 'read-only' | null;
}

/** Ctrl+P, Ctrl+Q: docker's and kubectl's keys to leave a container. */
const DETACH_FIRST = '\x10';
const DETACH_SECOND = '\x11';

export class AttachedKeys {
  /** Ctrl+P waits for the key that follows. */
  #isHolding = false;
  #hasWarned = false;
  #hasToldReadOnly = false;

  /** Another attachment begins: what was held back and said was of the one before. */
  begin(): void {
    this.#isHolding = false;
    this.#hasWarned = false;
    this.#hasToldReadOnly = false;
  }

  /** @param detaches false: the user has switched the keys off */
  press(text: string, to: AttachedTo, detaches: boolean): PressedKeys {
    if (this.#isHolding) {
      this.#isHolding = false;
      if (text.startsWith(DETACH_SECOND)) return { send: '', act: 'detach' };
      const { send, act } = this.press(text, to, detaches);
      return { send: to.input ? DETACH_FIRST + send : send, act };
    }
    if (detaches && text === DETACH_FIRST) {
      this.#isHolding = true;
      return { send: '', act: null };
    }
    if (!to.input) {
      const act = this.#hasToldReadOnly ? null : 'read-only';
      this.#hasToldReadOnly = true;
      return { send: '', act };
    }
    // It may end what the container is for, so the first one is a question.
    if (text === INTERRUPT && to.terminal && !to.debug && !this.#hasWarned) {
      this.#hasWarned = true;
      return { send: '', act: 'interrupt-held' };
    }
    return { send: text, act: null };
  }
}
