/**
 * Where a followed log goes on after a break. The cluster can be asked for lines since a second (`sinceTime` is cut to
 * seconds), so it repeats lines of that second; they are told apart by their time and a hash, each as often as it was seen.
 */

import { type LogTime, timeText } from './log-time.ts';

/**
 * Standard output and standard error are written by two readers on the node, so that times may step back a little. Lines
 * this far behind the newest one are still expected. Milliseconds.
 */
const DISORDER_MS = 1_000;

/** Times of a hash, by second. */
type Seen = Map<number, Map<number, number>>;

export class ResumePoint {
  readonly #seen: Seen = new Map();
  #newest = Number.NEGATIVE_INFINITY;

  /** True once there is a line to go on after. */
  get isKnown(): boolean {
    return this.#seen.size > 0;
  }

  /** For `sinceTime`: everything that may be missing is from then on. Only when {@link isKnown}. */
  get sinceTime(): string {
    return timeText({ second: Math.max(0, this.#newest - DISORDER_MS), nanos: 0 });
  }

  /** A line has been taken. */
  add(line: string, { second }: LogTime): void {
    if (second > this.#newest) this.#advance(second);
    if (second < this.#newest - DISORDER_MS) return;
    const hashes = this.#seen.get(second) ?? new Map<number, number>();
    this.#seen.set(second, hashes);
    const hash = hashOf(line);
    hashes.set(hash, (hashes.get(hash) ?? 0) + 1);
  }

  /**
   * Tells which lines of the next answers were seen already. Each answer to {@link sinceTime} must be asked with a filter that
   * was made before its first line.
   */
  repeats(): (line: string, time: LogTime) => boolean {
    const left: Seen = new Map([...this.#seen].map(([second, hashes]) => [second, new Map(hashes)]));
    const from = this.#newest - DISORDER_MS;
    return (line, { second }) => {
      if (second < from) return true;
      const hashes = left.get(second);
      if (hashes === undefined) return false;
      const hash = hashOf(line);
      const times = hashes.get(hash) ?? 0;
      if (times > 0) hashes.set(hash, times - 1);
      return times > 0;
    };
  }

  #advance(second: number): void {
    this.#newest = second;
    for (const old of this.#seen.keys()) if (old < second - DISORDER_MS) this.#seen.delete(old);
  }
}

/** FNV-1a over UTF-16 units, with the length; the time to the nanosecond is part of the line. Below 2 ** 48. */
function hashOf(line: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < line.length; index++) {
    hash = Math.imul(hash ^ line.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0) * 0x10000 + (line.length & 0xffff);
}
