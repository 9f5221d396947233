/**
 * Knows how much of a paste the process has not read. What is written to the stream says nothing of that: megabytes fit
 * into the buffers on the way. So a burst of input is counted at its other end, by what the processes read.
 */

import { INPUT_RECEIPT_BYTES } from '#protocol/limits.ts';
import type { Clock } from '#server/ports.ts';
import type { ReadCount } from '../ports.ts';

/** Input within this time of earlier input belongs to its burst, in milliseconds. */
const BURST_MS = 1_000;

/** So much of a burst counts as read at once: nobody waits for it, and typing is never counted. */
const FREE_BYTES = INPUT_RECEIPT_BYTES;

/**
 * A count that takes longer never comes, and nobody waits for another one. Until the first, input is held back: what it counts
 * from has to be known. Milliseconds.
 */
const ANSWER_MS = 5_000;

/** Between two counts, in milliseconds: the longer, the slower the process reads. */
const COUNT_AFTER_MS = { shortest: 20, longest: 250 } as const;

/**
 * Of what was passed on before the first count, some was read before it. When no more than that is unread, and nothing has been
 * read for this time, all was. Milliseconds.
 */
const QUIET_MS = 150;

/** After this time without a read, one of {@link FREE_BYTES} counts, so that a count that is wrong blocks nobody. Milliseconds. */
const STUCK_MS = 10_000;

/** A count goes on for this long after all was read: another part of the paste may come. Milliseconds. */
const STOP_AFTER_MS = 2_000;

export interface PacedInputOptions {
  readonly clock: Clock;
  /** See {@link ShellStream.countReads}. */
  readonly countReads: (onCount: (bytes: number | undefined) => void) => ReadCount | undefined;
  readonly write: (bytes: Uint8Array) => void;
  /** {@link PacedInput.unread} has become less. */
  readonly onRead: () => void;
}

type State =
  | { readonly kind: 'free' }
  /** Nobody can tell what is read of this burst. */
  | { readonly kind: 'uncounted' }
  | { readonly kind: 'starting'; readonly count: ReadCount; readonly held: Uint8Array[] }
  | { readonly kind: 'counting'; readonly count: ReadCount; readonly last: number };

export class PacedInput {
  readonly #options: PacedInputOptions;
  #state: State = { kind: 'free' };
  #burstBytes = 0;
  #lastInputAt = Number.NEGATIVE_INFINITY;
  #lastReadAt = 0;
  #unread = 0;
  /** So much of it may have been read before the first count. */
  #uncertain = 0;
  #countAfterMs: number = COUNT_AFTER_MS.shortest;
  #cancel = () => {};

  constructor(options: PacedInputOptions) {
    this.#options = options;
  }

  /** Bytes of input that the process has not read, as far as they are counted; rather too many than too few. */
  get unread(): number {
    return this.#unread;
  }

  /**
   * Passes input on, in order, perhaps later.
   * @param isCounted somebody wants to know when it is read
   */
  push(bytes: Uint8Array, isCounted: boolean): void {
    const now = this.#options.clock.now();
    if (now - this.#lastInputAt > BURST_MS) {
      this.#burstBytes = 0;
      if (this.#state.kind === 'uncounted') this.#state = { kind: 'free' };
    }
    this.#lastInputAt = now;
    const before = this.#burstBytes;
    this.#burstBytes += bytes.length;
    if (isCounted && this.#state.kind === 'free' && this.#burstBytes > FREE_BYTES) this.#start(before);
    const { kind } = this.#state;
    if (kind === 'starting' || kind === 'counting') this.#unread += bytes.length;
    if (this.#state.kind === 'starting') this.#state.held.push(bytes);
    else this.#options.write(bytes);
  }

  /** Counts no more: what is not read counts as read. Idempotent. */
  stop(): void {
    this.#cancel();
    const state = this.#state;
    this.#state = { kind: state.kind === 'free' ? 'free' : 'uncounted' };
    if (state.kind !== 'starting' && state.kind !== 'counting') return;
    state.count.stop();
    if (state.kind === 'starting') this.#release(state.held);
    this.#reads(this.#unread);
  }

  /** @param before bytes of the burst that were passed on */
  #start(before: number): void {
    const count = this.#options.countReads((bytes) => this.#onCount(bytes));
    if (count === undefined) {
      this.#state = { kind: 'uncounted' };
      return;
    }
    this.#state = { kind: 'starting', count, held: [] };
    this.#unread = before;
    this.#uncertain = before;
    this.#countAfterMs = COUNT_AFTER_MS.shortest;
    this.#ask(count);
  }

  #ask(count: ReadCount): void {
    this.#cancel = this.#options.clock.after(ANSWER_MS, () => this.stop());
    count.ask();
  }

  #release(held: readonly Uint8Array[]): void {
    for (const bytes of held) this.#options.write(bytes);
  }

  #onCount(bytes: number | undefined): void {
    const state = this.#state;
    this.#cancel();
    if (bytes === undefined) this.stop();
    else if (state.kind === 'starting') {
      this.#lastReadAt = this.#options.clock.now();
      this.#state = { kind: 'counting', count: state.count, last: bytes };
      this.#release(state.held);
      this.#askLater();
    } else if (state.kind === 'counting') {
      this.#state = { ...state, last: bytes };
      this.#onReads(bytes - state.last);
    }
  }

  #onReads(bytes: number): void {
    const { longest, shortest } = COUNT_AFTER_MS;
    const now = this.#options.clock.now();
    if (bytes > 0) this.#lastReadAt = now;
    this.#countAfterMs = bytes >= FREE_BYTES ? shortest : Math.min(longest, this.#countAfterMs * 2);
    const quietMs = now - this.#lastReadAt;
    if (this.#unread <= this.#uncertain && quietMs >= QUIET_MS) this.#reads(this.#unread);
    else if (quietMs >= STUCK_MS) {
      this.#lastReadAt = now;
      this.#reads(FREE_BYTES);
    } else this.#reads(bytes);
    if (this.#unread === 0 && now - this.#lastInputAt >= STOP_AFTER_MS) this.#finish();
    else this.#askLater();
  }

  #finish(): void {
    if (this.#state.kind === 'counting') this.#state.count.stop();
    this.#state = { kind: 'free' };
    this.#burstBytes = 0;
  }

  #askLater(): void {
    this.#cancel = this.#options.clock.after(this.#countAfterMs, () => {
      if (this.#state.kind === 'counting') this.#ask(this.#state.count);
    });
  }

  #reads(bytes: number): void {
    const read = Math.min(this.#unread, Math.max(0, bytes));
    if (read === 0) return;
    this.#unread -= read;
    if (this.#unread === 0) this.#uncertain = 0;
    this.#options.onRead();
  }
}
