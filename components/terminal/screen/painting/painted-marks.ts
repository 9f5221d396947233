/** The commands that a shell has marked, as marks in a drawing of its screen. */

import type { Terminal } from '@xterm/xterm';
import type { Command } from '../marks/command-log.ts';
import type { HeardMarks } from '../marks/heard-marks.ts';
import type { TextPlace } from '../marks/text-place.ts';

export interface PaintedMark {
  /** Line of the normal screen's buffer, from 0; column from 1. */
  readonly line: number;
  readonly col: number;
  readonly text: string;
  /** Comes when all is drawn: a line feed after it would count. */
  readonly isLast?: true;
}

const INPUT_ENDS = { mark: 'B', 'line-feed': 'B;lf', 'unwrapped-line-feed': 'B;lf=wrap' } as const;

/** @returns none for a shell without marks */
export function paintedMarks(terminal: Terminal, heard: HeardMarks | undefined): readonly PaintedMark[] {
  if (heard === undefined || heard.word === '') return [];
  const { log, word } = heard;
  const osc = (body: string) => `\x1b]133;${body};podshell=${word}\x07`;
  const at = (place: TextPlace, body: string) => {
    const { row, col } = heard.text.rowOf(place);
    return { line: row, col: col + 1, text: osc(body) };
  };
  const marks = log.ended.flatMap((command): PaintedMark[] => {
    const { prompt, input, output, end } = command;
    const isWhole = isThere(output) && isThere(end);
    return [
      at(prompt, 'A'),
      ...(isWhole && isThere(input) ? [at(input, 'B')] : []),
      ...(isWhole
        ? [at(output, 'C;t=0.000'), at(end, endOf(command))]
        : typedLine(terminal, heard.text.rowOf(prompt).row, command).map(({ body, ...place }) => ({
            ...place,
            text: osc(body),
          }))),
    ];
  });
  const { current, outputBy, shellClock } = log;
  if (current === undefined || current.prompt.isLost) return marks;
  const begun = [at(current.prompt, 'A')];
  if (current.state === 'typing') {
    if (isThere(current.input)) begun.push(at(current.input, INPUT_ENDS[outputBy]));
    return [...marks, ...begun.map((mark) => ({ ...mark, isLast: true }) as const)];
  }
  if (isThere(current.input)) begun.push(at(current.input, 'B'));
  const clock = shellClock === undefined ? '' : `;t=${(shellClock / 1000).toFixed(6)}`;
  if (isThere(current.output)) begun.push(at(current.output, `C${clock}`));
  return [...marks, ...begun];
}

function isThere(place: TextPlace | undefined): place is TextPlace {
  return place?.isLost === false;
}

function endOf({ exitCode, durationMs }: Command<TextPlace>): string {
  const clock = durationMs === undefined ? '' : `;t=${(durationMs / 1000).toFixed(3)}`;
  return `D${exitCode === undefined ? '' : `;${exitCode}`}${clock}`;
}

/** Where a command was typed in the line of its prompt, which is all that is known of earlier ones. */
function typedLine(terminal: Terminal, row: number, command: Command<TextPlace>) {
  const { cols, buffer } = terminal;
  let text = '';
  for (let at = row; at === row || buffer.normal.getLine(at)?.isWrapped === true; at += 1)
    text += buffer.normal.getLine(at)?.translateToString(false) ?? '';
  const [typed = ''] = command.text.split('\n');
  const found = typed === '' ? -1 : text.lastIndexOf(typed);
  const place = (cell: number) => ({ line: row + Math.floor(cell / cols), col: (cell % cols) + 1 });
  const end = place(found < 0 ? Math.min(text.trimEnd().length, text.length - 1) : found + typed.length);
  return [
    ...(found < 0 ? [] : [{ ...place(found), body: 'B' }]),
    { ...end, body: 'C;t=0.000' },
    { ...end, body: endOf(command) },
  ];
}
