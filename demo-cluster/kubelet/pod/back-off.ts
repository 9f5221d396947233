/** The wait before a container's restart: none at first, then doubling up to a limit. */

export interface BackOffLimits {
  /** The first wait that is not zero, in milliseconds. Each later wait doubles. */
  readonly firstMs: number;
  readonly lastMs: number;
  /** A run of at least this many milliseconds resets the waits. */
  readonly resetAfterMs: number;
}

/** A real kubelet waits 10 s to 5 minutes. The demo waits less, to show several restarts. */
export const DEMO_BACK_OFF: BackOffLimits = { firstMs: 2000, lastMs: 20_000, resetAfterMs: 600_000 };

export class BackOff {
  readonly #limits: BackOffLimits;
  #failures = 0;

  constructor(limits: BackOffLimits) {
    this.#limits = limits;
  }

  /** Milliseconds to wait after a run of `ranMs`; 0 means at once. */
  next(ranMs: number): number {
    if (ranMs >= this.#limits.resetAfterMs) this.#failures = 0;
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
