/** Everything that a terminal of a replay holds, so that two can be compared. */

import { Terminal } from '@xterm/xterm';
import fc from 'fast-check';
import { outputSteps } from '../../programs/testing/output-steps.ts';
import { coreOf } from '../../programs/xterm-core.ts';
import { REPLAY_SCROLLBACK, replayPrograms } from '../replayed-programs.ts';
import { captureScreen, type ScreenState } from '../screen-state.ts';

/** A step of a recording: output, or another size. */
export type ReplayStep = string | { readonly cols: number; readonly rows: number };

/** Without a page, and as small as the property tests want it. */
export function openReplay(scrollback = REPLAY_SCROLLBACK): Terminal {
  const terminal = new Terminal({ cols: 20, rows: 8, scrollback, allowProposedApi: true, logLevel: 'off' });
  replayPrograms(terminal);
  return terminal;
}

export function playSteps(terminal: Terminal, steps: readonly ReplayStep[]): void {
  for (const step of steps) {
    if (typeof step === 'string') coreOf(terminal).writeSync(step);
    else terminal.resize(step.cols, step.rows);
  }
}

/** @throws in the middle of a sequence */
export function wholeScreen(terminal: Terminal): ScreenState {
  const state = captureScreen(terminal);
  if (state === undefined) throw new Error('The terminal is in the middle of a sequence');
  return state;
}

/** Ends whatever sequence output has begun. */
export const TO_REST = '\x18';

const printed = fc.constantFrom(
  'plain ',
  'wide 你好世界',
  'e\u0301\u0302',
  '👩‍💻 \u{1f44d}\u{1f3fd}',
  '\r\n',
  '\n\n\n',
  '\t',
  '\x1bH',
  '\x1b[3g',
  '\b\b',
  'x'.repeat(45),
  '\x1b[10;5H',
  '\x1b[2K',
  '\x1b[3P',
  '\x1b[2@',
  '\x1b[2L',
  '\x1b[3M',
  '\x1bM',
  '\x1b[3S',
  '\x1b[2T',
  '\x1b[K',
  '\x1b[J',
  '\x1b[4:3;58;5;9mcurly\x1b[m',
  '\x1b[41m\x1b[K',
  '\x1b(0lqqk\x1b(B',
  '\x1b[?1049hmore\x1b[5;5H',
  '\x1b[?1049l',
  '\x1b[?2027h',
  '\x1b[5b',
);

/** Everything that programs write, cut anywhere, and windows of every shape. */
export const replaySteps: fc.Arbitrary<readonly ReplayStep[]> = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: printed },
      {
        weight: 2,
        arbitrary: outputSteps.map((steps) =>
          steps.map((step) => ('rows' in step ? '' : step.toString())).join(''),
        ),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          cols: fc.integer({ min: 2, max: 40 }),
          rows: fc.integer({ min: 1, max: 14 }),
        }),
      },
    ),
    { maxLength: 30 },
  )
  .map((steps) => steps);
