/**
 * How much output the parser gets at once. xterm checks the time only between two writes, and pauses after 12 ms: a
 * large write of output that is slow to parse blocks the page.
 */

/** UTF-16 units. The first output is parsed by code that the browser has not compiled yet, thirty times slower. */
export const SMALLEST_PIECE = 512;

/** UTF-16 units of short lines that take 2 ms. */
export const LARGEST_PIECE = 8 * 1024;

/** The time that a piece should take, in milliseconds. */
const AIM_MS = 3;

export class PieceSize {
  /** UTF-16 units of the next piece. */
  units = SMALLEST_PIECE;

  /** A piece was parsed. @param ms how long that took */
  took(units: number, ms: number): void {
    if (ms > 2 * AIM_MS) this.units = Math.max(SMALLEST_PIECE, Math.floor((units * AIM_MS) / ms));
    // A short piece says nothing about longer ones.
    else if (ms < AIM_MS && units >= this.units) this.units = Math.min(LARGEST_PIECE, 2 * this.units);
  }

  /** The screen is cleared: until it is full again, each line takes new memory, up to ten times as long. */
  startOver(): void {
    this.units = SMALLEST_PIECE;
  }
}
