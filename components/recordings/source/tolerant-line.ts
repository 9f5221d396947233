import { type CastLine, readCastLine } from '#protocol/recording/cast-lines.ts';
import { CastError } from '#protocol/recording/recording-header.ts';

/** @returns undefined for a line that no recording has: what is not as it was written is shown as far as it can be */
export function readTolerantly(text: string): CastLine | undefined {
  try {
    return readCastLine(text);
  } catch (error) {
    if (error instanceof CastError) return undefined;
    throw error;
  }
}
