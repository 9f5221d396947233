/** Short messages beside the terminal. Each disappears after a while or when closed. */

import type { Clock } from '../connection/clock.ts';
import type { Notice } from '../connection/connection-listener.ts';

export interface ShownNotice {
  readonly noticeId: number;
  readonly notice: Notice;
}

/** Long enough to read two sentences twice. Milliseconds. Errors stay until they are closed. */
const SHOWN_MS = 12_000;

/** More would fill the screen; the oldest is dropped. */
const MAX_SHOWN = 4;

export class Notices {
  readonly #clock: Clock;
  readonly #onChange: () => void;
  readonly #timers = new Map<number, () => void>();
  #shown: readonly ShownNotice[] = [];
  #lastId = 0;

  constructor(clock: Clock, onChange: () => void) {
    this.#clock = clock;
    this.#onChange = onChange;
  }

  /** Oldest first. A new array after each change, and only then. */
  get shown(): readonly ShownNotice[] {
    return this.#shown;
  }

  add(notice: Notice): void {
    this.#lastId += 1;
    const noticeId = this.#lastId;
    const dropped = this.#shown.slice(0, Math.max(0, this.#shown.length + 1 - MAX_SHOWN));
    for (const { noticeId: old } of dropped) this.#stopTimer(old);
    this.#shown = [...this.#shown.slice(dropped.length), { noticeId, notice }];
    const stays = notice.kind === 'server' && notice.level === 'error';
    if (!stays) {
      this.#timers.set(
        noticeId,
        this.#clock.after(SHOWN_MS, () => this.close(noticeId)),
      );
    }
    this.#onChange();
  }

  /** Closing a notice that is gone has no effect. */
  close(noticeId: number): void {
    this.#stopTimer(noticeId);
    const left = this.#shown.filter((shown) => shown.noticeId !== noticeId);
    if (left.length === this.#shown.length) return;
    this.#shown = left;
    this.#onChange();
  }

  dispose(): void {
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
  }

  #stopTimer(noticeId: number): void {
    this.#timers.get(noticeId)?.();
    this.#timers.delete(noticeId);
  }
}
