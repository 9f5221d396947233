/** Reads what stands at a terminal's cursor. */

import type { Terminal } from '@xterm/xterm';
import type { CursorView } from './shell-activity.ts';

/** The part of xterm's terminal that is read. */
export interface ReadableTerminal {
  readonly modes: Pick<Terminal['modes'], 'bracketedPasteMode'>;
  readonly buffer: {
    readonly active: Pick<Terminal['buffer']['active'], 'type' | 'baseY' | 'cursorX' | 'cursorY'> & {
      getLine(index: number):
        | {
            readonly isWrapped: boolean;
            translateToString(trim: boolean, from?: number, to?: number): string;
          }
        | undefined;
    };
  };
}

/** A prompt is at the start of its line; a longer line is not read to its start. Rows. */
const MOST_ROWS = 64;

export function cursorView({ modes, buffer }: ReadableTerminal): CursorView {
  const { active } = buffer;
  const row = active.baseY + active.cursorY;
  let left = active.getLine(row)?.translateToString(false, 0, active.cursorX) ?? '';
  for (let above = row; above > row - MOST_ROWS && active.getLine(above)?.isWrapped === true; above -= 1) {
    left = (active.getLine(above - 1)?.translateToString(false) ?? '') + left;
  }
  return {
    isAlternate: active.type === 'alternate',
    takesPastesWhole: modes.bracketedPasteMode,
    left,
  };
}
