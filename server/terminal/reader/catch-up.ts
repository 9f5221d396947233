/**
 * An interrupt in a flood. While a screen is slower than its process, megabytes wait between the two in the cluster,
 * and all of them come before the prompt that answers Ctrl+C. So they are taken at full speed, into the scrollback
 * only, until the output falls silent; then the screen goes on from its end.
 */

import type { Clock } from '#server/ports.ts';

/** Output silent for this long seems to have come to its end. Longer delays the prompt. */
const QUIET_MS = 40;

/** A backlog that stood still, behind a busy machine for instance, goes on within this long after the silence. */
const HICCUP_MS = 500;

/** So much output after the silence is more of the backlog: no prompt is as long, and few screens are. */
const HICCUP_BYTES = 32 * 1024;

/** A process that ignores the interrupt floods on; after this long the ordinary flow control has it again. */
const LONGEST_MS = 3000;

/** Ctrl+C, Ctrl+\ and Ctrl+Z, as a terminal sends them. */
const INTERRUPTS = ['\x03', '\x1a', '\x1c'];

/** Keys that programs, not users, make xterm type, and those that only choose a command, begin so. */
const ESCAPE = '\x1b';

export interface CatchUpListener {
  /** The output has fallen silent: the screen may go on from its end. May come again, when that was a hiccup. */
  onQuiet(): void;
  /** No more of the backlog is expected. */
  onOver(): void;
}

type State =
  | { readonly kind: 'idle' }
  /** Output goes into the scrollback only. `typedOn`: the user has typed more than interrupts since. */
  | { readonly kind: 'taking'; readonly since: number; lastOutputAt: number; typedOn: boolean }
  /** The screen goes on; `bytes` have come since the silence. */
  | { readonly kind: 'settling'; readonly since: number; bytes: number };

const IDLE: State = { kind: 'idle' };

export class CatchUp {
  readonly #clock: Clock;
  readonly #listener: CatchUpListener;
  #state: State = IDLE;
  /** Undefined before the first interrupt. */
  #cancelTimer: (() => void) | undefined;

  constructor(clock: Clock, listener: CatchUpListener) {
    this.#clock = clock;
    this.#listener = listener;
  }

  /** True while output goes into the scrollback only. */
  get running(): boolean {
    return this.#state.kind === 'taking';
  }

  /** True while the process must not be paused: the backlog comes, or what still comes tells whether there is more. */
  get takesAll(): boolean {
    return this.#state.kind !== 'idle';
  }

  /** Starts when the text holds an interrupt and there is a backlog to take. True when it has just started. */
  onInput(text: string, backlog: boolean): boolean {
    const state = this.#state;
    if (!INTERRUPTS.some((key) => text.includes(key))) {
      if (text.startsWith(ESCAPE)) return false;
      // What comes from now on may be what the user asked for.
      if (state.kind === 'taking') state.typedOn = true;
      else this.#settled();
      return false;
    }
    if (state.kind === 'taking' || !backlog) return false;
    this.#take(this.#clock.now());
    return true;
  }

  onOutput(bytes: number): void {
    const state = this.#state;
    switch (state.kind) {
      case 'idle':
        return;
      case 'taking':
        state.lastOutputAt = this.#clock.now();
        return;
      case 'settling':
        state.bytes += bytes;
        if (state.bytes > HICCUP_BYTES) this.#take(state.since);
    }
  }

  /** Stops without a word. */
  cancel(): void {
    this.#cancelTimer?.();
    this.#state = IDLE;
  }

  /** @param since when the interrupt came */
  #take(since: number): void {
    this.cancel();
    const taking = {
      kind: 'taking' as const,
      since,
      lastOutputAt: this.#clock.now(),
      typedOn: false,
    };
    this.#state = taking;
    this.#wait(taking);
  }

  #wait(taking: Extract<State, { kind: 'taking' }>): void {
    const clock = this.#clock;
    this.#cancelTimer = clock.after(QUIET_MS, () => {
      const now = clock.now();
      const isLate = now - taking.since >= LONGEST_MS;
      if (now - taking.lastOutputAt < QUIET_MS && !isLate) {
        this.#wait(taking);
        return;
      }
      this.#state = IDLE;
      if (!isLate && !taking.typedOn) {
        this.#state = { kind: 'settling', since: taking.since, bytes: 0 };
        this.#cancelTimer = clock.after(HICCUP_MS, () => this.#settled());
      }
      this.#listener.onQuiet();
    });
  }

  #settled(): void {
    if (this.#state.kind !== 'settling') return;
    this.cancel();
    this.#listener.onOver();
  }
}
