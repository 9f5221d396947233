/**
 * Asks the cluster again and again whether users may still have their running shells, attached or not. Shells with the
 * same answer share the question, and the questions of different ones are spread over time.
 */

import type { Clock } from '#server/ports.ts';
import type { ShellFailure, ShellReview, ShellVerdict } from './ports.ts';

/** A shell that is checked. */
export interface CheckedShell {
  /** Undefined unless its process runs. */
  readonly review: ShellReview | undefined;
  /** The user may no longer have it. */
  refuse(failure: ShellFailure): void;
}

export interface PermissionChecksOptions {
  readonly clock: Clock;
  /** Like `Math.random`. */
  readonly random: () => number;
  /** The longest time between two answers. Milliseconds; 0 is never. */
  readonly intervalMs: number;
}

/** One refusal may be a mistake of a moment, and would cost the user a process: it must be confirmed. Milliseconds. */
const CONFIRM_MS = 2_000;

/** Shells with the same answer. */
interface Group {
  readonly key: string;
  readonly shells: Set<CheckedShell>;
  cancel: () => void;
  isAsking: boolean;
  /** When the cluster answered last. Milliseconds since the epoch. */
  answeredAt: number;
  /** The last answer was a refusal. */
  inDoubt: boolean;
}

export class PermissionChecks {
  readonly #options: PermissionChecksOptions;
  /** By the key of the question. */
  readonly #groups = new Map<string, Group>();
  readonly #groupOf = new Map<CheckedShell, Group>();

  constructor(options: PermissionChecksOptions) {
    this.#options = options;
  }

  /** A shell that has just started: its permission was checked some seconds before. */
  add(shell: CheckedShell): void {
    const { intervalMs, random } = this.#options;
    if (intervalMs > 0) this.#join(shell, intervalMs * (0.5 + random() / 4));
  }

  /** A shell's user has come back, perhaps with another sign-in: asks now unless the last answer is fresh. */
  renew(shell: CheckedShell): void {
    if (!this.#groupOf.has(shell)) return;
    const group = this.#join(shell, 0);
    if (group === undefined || group.isAsking) return;
    const { clock, intervalMs } = this.#options;
    if (clock.now() - group.answeredAt >= intervalMs) this.#askIn(0, group);
  }

  /** Idempotent. */
  remove(shell: CheckedShell): void {
    const group = this.#groupOf.get(shell);
    if (group === undefined) return;
    this.#groupOf.delete(shell);
    group.shells.delete(shell);
    if (group.shells.size > 0) return;
    group.cancel();
    this.#groups.delete(group.key);
  }

  /** @param ms until a question that nobody else has is asked */
  #join(shell: CheckedShell, ms: number): Group | undefined {
    const key = shell.review?.key;
    const before = this.#groupOf.get(shell);
    if (key !== undefined && key === before?.key) return before;
    this.remove(shell);
    if (key === undefined) return undefined;
    const group = this.#groups.get(key) ?? this.#open(key, ms);
    group.shells.add(shell);
    this.#groupOf.set(shell, group);
    return group;
  }

  #open(key: string, ms: number): Group {
    const answeredAt = this.#options.clock.now();
    const group: Group = { key, shells: new Set(), cancel() {}, isAsking: false, answeredAt, inDoubt: false };
    this.#groups.set(key, group);
    this.#askIn(ms, group);
    return group;
  }

  #askIn(ms: number, group: Group): void {
    group.cancel();
    group.cancel = this.#options.clock.after(ms, () => void this.#ask(group));
  }

  async #ask(group: Group): Promise<void> {
    this.#regroup(group);
    const [shell] = group.shells;
    const review = shell?.review;
    if (review === undefined) return;
    group.isAsking = true;
    const verdict = await review.ask();
    group.isAsking = false;
    this.#apply(verdict, group);
    // The answer may have ended the sign-in that it was asked with.
    this.#regroup(group);
  }

  #apply(verdict: ShellVerdict, group: Group): void {
    const { clock, intervalMs, random } = this.#options;
    const wasInDoubt = group.inDoubt;
    group.inDoubt = verdict.kind === 'refused';
    if (verdict.kind !== 'unknown') group.answeredAt = clock.now();
    if (verdict.kind === 'refused' && wasInDoubt) {
      for (const shell of [...group.shells]) shell.refuse(verdict.failure);
    }
    if (group.shells.size === 0) return;
    const usual = intervalMs * (0.75 + random() / 4);
    this.#askIn(group.inDoubt ? Math.min(CONFIRM_MS, intervalMs / 2) : usual, group);
  }

  /** Moves the shells behind which another sign-in stands now. */
  #regroup(group: Group): void {
    for (const shell of [...group.shells]) this.#join(shell, 0);
  }
}
