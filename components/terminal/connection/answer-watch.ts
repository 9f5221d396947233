/**
 * Notices that nobody answers what the user types, or would answer: a server or a node that is stopped, or a network that
 * drops packets. Heartbeats alone tell that only after their own silence, and nothing of the node.
 */

import type { ServerMessage } from '#protocol/messages.ts';
import type { Clock } from './clock.ts';

/**
 * Input without output for this time leads to a ping: a program may have nothing to show. Output that comes sooner proves
 * nothing, because it may have been on its way before. Milliseconds.
 */
const PING_AFTER_MS = 1_200;

/** A terminal in sight whose user does not type is asked as long after each answer: it says that it is connected. Milliseconds. */
const LOOK_AFTER_MS = 1_700;

/** How long the answer may take. Milliseconds. */
const ANSWER_MS = 2_800;

/** A timer this late stands for a page or machine that slept, and the answer may be there unread. Milliseconds. */
const LATE_MS = 500;

export interface AnswerWatchOptions {
  readonly clock: Clock;
  /** Sends a `ping`. */
  readonly ping: () => void;
  /** The timers of a hidden page are late, and nobody looks. */
  readonly isHidden: () => boolean;
  /** True while the terminal is in sight: then silence is looked for even when nobody types. */
  readonly isSeen: () => boolean;
  /** Called when it changes; false at first. */
  readonly onQuiet: (isQuiet: boolean) => void;
}

export class AnswerWatch {
  readonly #options: AnswerWatchOptions;
  /** The server has said that it answers pings. */
  #isAnswered = false;
  #isQuiet = false;
  /** When the newest input without an answer was sent; undefined: all input was answered. */
  #inputAt: number | undefined;
  /** When the first ping without an answer was sent; undefined: there is none. */
  #askedAt: number | undefined;
  /** Cancels the wait for output or a pong; undefined while there is none. */
  #cancel: (() => void) | undefined;
  /** The next look at a terminal whose input is answered. */
  #cancelLook = () => {};

  constructor(options: AnswerWatchOptions) {
    this.#options = options;
  }

  /** Input was sent. */
  onInput(): void {
    this.#inputAt = this.#options.clock.now();
    if (this.#isAnswered && this.#cancel === undefined) this.#wait();
  }

  /** Any message came. One that only confirms input proves nothing: the server took it, and the node may hang. */
  onMessage(message: ServerMessage): void {
    if (message.Op === 'stdout' && message.Data === '') return;
    if (message.Op === 'pong') this.#isAnswered = true;
    const answeredUpTo = this.#answeredBy(message);
    if (this.#isQuiet) {
      this.#isQuiet = false;
      this.#options.onQuiet(false);
    }
    if (this.#inputAt === undefined || this.#inputAt <= answeredUpTo) {
      this.#inputAt = undefined;
      this.stop();
      if (this.#isAnswered) this.#lookLater();
    } else if (this.#isAnswered) this.#wait();
  }

  stop(): void {
    this.#cancelLook();
    this.#cancel?.();
    this.#cancel = undefined;
  }

  /** The time of the newest input that the message is surely an answer to. */
  #answeredBy({ Op }: ServerMessage): number {
    if (Op !== 'pong') return this.#options.clock.now() - PING_AFTER_MS;
    const asked = this.#askedAt ?? Number.NEGATIVE_INFINITY;
    this.#askedAt = undefined;
    return asked;
  }

  #lookLater(): void {
    this.#cancelLook = this.#options.clock.after(LOOK_AFTER_MS, () => {
      if (this.#options.isSeen()) this.#ping();
      else this.#lookLater();
    });
  }

  #wait(): void {
    this.stop();
    this.#cancel = this.#options.clock.after(PING_AFTER_MS, () => this.#ping());
  }

  #ping(): void {
    const { clock, isHidden, ping } = this.#options;
    const asked = clock.now();
    this.#askedAt ??= asked;
    ping();
    this.#cancel = clock.after(ANSWER_MS, () => {
      const isLate = clock.now() - asked > ANSWER_MS + LATE_MS;
      if (!this.#isQuiet && !isLate && !isHidden()) {
        this.#isQuiet = true;
        this.#options.onQuiet(true);
      }
      this.#ping();
    });
  }
}
