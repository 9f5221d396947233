/** How long a container that ended waits for its next start: at once the first time, then longer and longer. */

export interface BackOffLimits {
  /** The first wait that is one, milliseconds; each doubles the one before. */
  readonly firstMs: number;
  readonly lastMs: number;
  /** A run of this length forgives what was before. */
  readonly forgiveMs: number;
}

/** A real kubelet goes from 10 s to 5 minutes; a demo must show more than one restart. */
export const DEMO_BACK_OFF: BackOffLimits = { firstMs: 2000, lastMs: 20_000, forgiveMs: 600_000 };

export class BackOff {
  readonly #limits: BackOffLimits;
  #failures = 0;

  constructor(limits: BackOffLimits) {
    this.#limits = limits;
  }

  /** Milliseconds to wait after a run of `ranMs`; 0 means at once. */
  next(ranMs: number): number {
    if (ranMs >= this.#limits.forgiveMs) this.#failures = 0;
    const failures = this.#failures++;
    if (failures === 0) return 0;
    return Math.min(this.#limits.firstMs * 2 ** (failures - 1), this.#limits.lastMs);
  }
}

/** As Go writes a duration of whole seconds: `20s`, `1m20s`, `5m0s`. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}
