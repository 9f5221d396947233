/**
 * The last lines of a shell as plain text, for a list of shells. It reads escape sequences only as far as to leave them
 * out: what a full-screen program drew comes out as its pieces.
 */

import { visibleText } from '#protocol/visible-text.ts';
import type { KeptOutput } from './scrollback.ts';

/** Enough for a few lines with colours. */
const TAIL_BYTES = 4096;

/** Longer lines are cut; a list shows no more. Characters. */
const MAX_LINE_LENGTH = 160;

const ESC = '\u001b';
const BEL = '\u0007';

/** Sequences that move the cursor to another line (CUU, CUD, CNL, CPL, CUP, VPA, HVP; ECMA-48) or clear the screen. */
const LINE_MOVES = new RegExp(String.raw`${ESC}\[[0-9;?]*[ABEFHJdf]`, 'g');

/** All other sequences: CSI, strings (OSC, DCS, APC, PM, SOS) up to their end or the text's, and short ones. */
const SEQUENCES = new RegExp(
  String.raw`${ESC}(?:\[[0-?]*[ -/]*[@-~]?|[\]PX^_][^${BEL}${ESC}]*(?:${BEL}|${ESC}\\|$)|[ -/]*[0-~]?)`,
  'g',
);

/** @param count most lines; empty ones are left out */
export function lastLines(output: KeptOutput, count: number): readonly string[] {
  const from = Math.max(output.start, output.end - TAIL_BYTES);
  const bytes = output.read(from, output.end - from);
  // A tail begins somewhere: the rest of a character or of a sequence is not text.
  const begin = from === 0 ? 0 : bytes.indexOf(0x0a) + 1;
  const text = new TextDecoder().decode(bytes.subarray(begin));
  const lines = text.replace(LINE_MOVES, '\n').replace(SEQUENCES, '').split('\n').map(shown);
  return lines.filter((line) => line !== '').slice(-count);
}

/** A line as it stands after carriage returns and backspaces. */
function shown(line: string): string {
  let cells: string[] = [];
  let at = 0;
  for (const character of line.replace(/\t/g, '    ')) {
    if (character === '\r') at = 0;
    else if (character === '\b') at = Math.max(0, at - 1);
    else if (character >= ' ' && character !== '\u007f') {
      cells[at] = character;
      at += 1;
    }
  }
  cells = cells.slice(0, MAX_LINE_LENGTH);
  return visibleText(cells.join('')).trimEnd();
}
