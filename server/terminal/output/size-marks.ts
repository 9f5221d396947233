/** At which window size which output was written, so that it can be shown again as it was. */

import type { TerminalSize } from '../ports.ts';

/**
 * Changes of size that are remembered. A window that is dragged makes dozens; each costs a replay one reflow of the
 * screen, so the oldest are given up.
 */
export const MAX_SIZE_MARKS = 64;

interface Mark {
  readonly offset: number;
  readonly size: TerminalSize;
}

export class SizeMarks {
  /** In the order of their offsets, no two with the same. */
  #marks: Mark[] = [];

  /**
   * Output has this size from an offset on.
   * @param offset not before that of the last call
   * @param oldest offset of the oldest output that is kept: what only tells of earlier output is forgotten
   */
  add(offset: number, size: TerminalSize, oldest: number): void {
    // A size that came and went without output has changed the terminal all the same: it has no scroll region any more.
    const replaced = this.#marks.at(-1)?.offset === offset ? this.#marks.pop()?.size : undefined;
    const last = this.#marks.at(-1)?.size;
    if (last === undefined || replaced !== undefined || !isSame(last, size)) {
      this.#marks.push({ offset, size });
    }
    const inForce = this.#indexAt(oldest);
    this.#marks.splice(0, Math.max(inForce, this.#marks.length - MAX_SIZE_MARKS));
  }

  /** The size of output at an offset; that of the oldest mark before it, and undefined without any. */
  at(offset: number): TerminalSize | undefined {
    return this.#marks[Math.max(0, this.#indexAt(offset))]?.size;
  }

  /** True when another size begins at an offset. */
  changesAt(offset: number): boolean {
    return this.#marks[this.#indexAt(offset)]?.offset === offset;
  }

  /** The offset after this one where the size changes; infinite when it does not. */
  nextAfter(offset: number): number {
    return this.#marks[this.#indexAt(offset) + 1]?.offset ?? Number.POSITIVE_INFINITY;
  }

  /** Index of the last mark at or before an offset; -1 when there is none. */
  #indexAt(offset: number): number {
    return this.#marks.findLastIndex((mark) => mark.offset <= offset);
  }
}

function isSame(one: TerminalSize, other: TerminalSize): boolean {
  return one.cols === other.cols && one.rows === other.rows;
}
