/**
 * An interrupt in a flood. While a screen is slower than its process, megabytes wait between the two in the cluster,
 * and all of them come before the prompt that answers Ctrl+C. So they are taken at full speed, into the scrollback
 * only, until the output falls silent; then the screen goes on from its end.
 */

import type { Clock } from './ports.ts';

/** Output silent for this long has come to its end. Longer delays the prompt, shorter mistakes a hiccup for it. */
const QUIET_MS = 40;

/** A process that ignores the interrupt floods on; after this long the ordinary flow control has it again. */
const LONGEST_MS = 3000;

/** A pause that ended this recently still has its backlog in the cluster. */
const PAUSE_MEMORY_MS = 1000;

/** Lines of the backlog that a screen gets: what a terminal keeps unless told otherwise (10,000), and its screen. */
export const CATCH_UP_TAIL_LINES = 10_500;

/** Of long lines it gets fewer: so many bytes are little enough to be shown at once. */
export const CATCH_UP_TAIL_BYTES = 256 * 1024;

/** Ctrl+C, Ctrl+\ and Ctrl+Z, as a terminal sends them. */
const INTERRUPTS = ['\x03', '\x1a', '\x1c'];

export class CatchUp {
  readonly #clock: Clock;
  readonly #onDone: () => void;
  #pausedUntil = Number.NEGATIVE_INFINITY;
  #run: { readonly since: number; lastOutputAt: number; cancel: () => void } | undefined;

  /** @param onDone called when the backlog is in, and the screen may go on from its end */
  constructor(clock: Clock, onDone: () => void) {
    this.#clock = clock;
    this.#onDone = onDone;
  }

  /** True while output goes into the scrollback only. */
  get running(): boolean {
    return this.#run !== undefined;
  }

  /** The process was paused until now. */
  onPauseEnd(): void {
    this.#pausedUntil = this.#clock.now();
  }

  /** Starts when the text holds an interrupt and there is a backlog to take. True when it has just started. */
  onInput(text: string, paused: boolean): boolean {
    const now = this.#clock.now();
    const backlog = paused || now - this.#pausedUntil <= PAUSE_MEMORY_MS;
    if (this.#run !== undefined || !backlog || !INTERRUPTS.some((key) => text.includes(key))) return false;
    this.#run = { since: now, lastOutputAt: now, cancel: () => {} };
    this.#wait();
    return true;
  }

  onOutput(): void {
    if (this.#run !== undefined) this.#run.lastOutputAt = this.#clock.now();
  }

  /** Stops without a word. */
  cancel(): void {
    this.#run?.cancel();
    this.#run = undefined;
  }

  #wait(): void {
    const run = this.#run;
    if (run === undefined) return;
    run.cancel = this.#clock.after(QUIET_MS, () => {
      const now = this.#clock.now();
      if (now - run.lastOutputAt < QUIET_MS && now - run.since < LONGEST_MS) {
        this.#wait();
        return;
      }
      this.#run = undefined;
      this.#onDone();
    });
  }
}
