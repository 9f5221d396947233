/** At which window size which output was written, so that it can be shown again as it was. */

import type { TerminalSize } from '../ports.ts';

/**
 * Changes of size that are remembered. A window that is dragged makes dozens; each costs a replay one reflow of the
 * screen, so the oldest are given up.
 */
export const MAX_SIZE_MARKS = 64;

/** The window size that output was written at. */
export interface WrittenSize extends TerminalSize {
  /** The size that came and went, without output, just before this one. */
  readonly passing?: TerminalSize;
}

interface Mark {
  readonly offset: number;
  readonly size: WrittenSize;
}

export class SizeMarks {
  /** In the order of their offsets, no two with the same. */
  #marks: readonly Mark[] = [];

  /**
   * Output has this size from an offset on.
   * @param offset not before that of the last call
   * @param oldest offset of the oldest output that is kept: what only tells of earlier output is forgotten
   */
  add(offset: number, size: TerminalSize, oldest: number): void {
    const newest = this.#marks.at(-1);
    if (newest === undefined || !isSame(newest.size, size)) {
      // A size that came and went without output has changed the terminal all the same: it has no scroll region any more.
      const passing = newest?.offset === offset ? newest.size : undefined;
      const before = passing === undefined ? this.#marks : this.#marks.slice(0, -1);
      const mark = { offset, size: passing === undefined ? size : { ...size, passing: sizeOf(passing) } };
      // Not `push`, which makes room for 17 marks: most windows have one size for ever.
      this.#marks = [...before, mark];
    }
    const forgotten = Math.max(this.#indexAt(oldest), this.#marks.length - MAX_SIZE_MARKS);
    if (forgotten > 0) this.#marks = this.#marks.slice(forgotten);
  }

  /** The size of output at an offset; that of the oldest mark before it, and undefined without any. */
  at(offset: number): WrittenSize | undefined {
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

/**
 * The window sizes that a reader has to be told before it gets output.
 * @param told what it was told last; undefined: nothing yet
 * @param size what the output was written at
 */
export function sizesToTell(told: WrittenSize | undefined, size: WrittenSize): readonly TerminalSize[] {
  const now = sizeOf(size);
  // A window that is back at its size has no scroll region any more, so both changes count.
  if (told === undefined || !isSame(told, size)) return [now];
  return size.passing === undefined ? [] : [size.passing, now];
}

function sizeOf({ cols, rows }: WrittenSize): TerminalSize {
  return { cols, rows };
}

/** True for the same columns and rows. */
function isSame(one: TerminalSize, other: TerminalSize): boolean {
  return one.cols === other.cols && one.rows === other.rows;
}
