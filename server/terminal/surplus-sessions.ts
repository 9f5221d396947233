/** Which of a user's shells without a window end when there are more than are kept. */

/** A shell that lives on without a window. All times in milliseconds since the epoch. */
export interface UnattachedSession {
  readonly sessionId: string;
  /** When it lost its window. */
  readonly since: number;
  /** When something was last typed or printed. */
  readonly usedAt: number;
}

/**
 * Shells of one window lose it one after the other: when it closes, in the order in which it lets go of its connections; when its
 * network breaks, as one heartbeat after the other fails. So much later at most, in milliseconds, they lost it in one moment.
 */
export const MOMENT_MS = 5_000;

/** Those above so many: what was left first, and of what was left in one moment, what was not used for longest. */
export function surplusOf<One extends UnattachedSession>(unattached: readonly One[], most: number): One[] {
  let moment = 0;
  let last = Number.NEGATIVE_INFINITY;
  return unattached
    .toSorted((one, other) => one.since - other.since)
    .map((one) => {
      if (one.since - last > MOMENT_MS) moment += 1;
      last = one.since;
      return { one, moment };
    })
    .toSorted((a, b) => a.moment - b.moment || a.one.usedAt - b.one.usedAt)
    .slice(0, Math.max(0, unattached.length - most))
    .map(({ one }) => one);
}
