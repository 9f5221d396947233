/** A terminal that missed output, and is told the modes, is in the state of one that missed nothing. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Scrollback } from '#server/terminal/output/scrollback.ts';
import { leadingContinuations } from '#server/terminal/output/utf8.ts';
import { outputSteps, playOutput, type Resize } from './testing/output-steps.ts';
import { openXterm, writeXterm, xtermState } from './testing/xterm-state.ts';

const FOCUS_REPORTS = ['\x1b[I', '\x1b[O'];
const FIRST_ROWS = 10;

test('whatever was written, cut and missed, the modes are those of a terminal that missed nothing', async () => {
  await fc.assert(
    fc.asyncProperty(
      outputSteps,
      fc.integer({ min: 1, max: 2000 }),
      fc.array(fc.nat(), { maxLength: 3 }),
      fc.integer({ min: 1, max: 300 }),
      async (steps, kept, places, cut) => {
        const scrollback = new Scrollback(kept);
        scrollback.resized({ cols: 20, rows: FIRST_ROWS });
        const resizes: Resize[] = [];
        let all = Buffer.alloc(0);
        for (const step of steps) {
          if ('rows' in step) {
            scrollback.resized({ cols: 20, rows: step.rows });
            resizes.push({ offset: all.length, rows: step.rows });
          } else {
            for (let at = 0; at < step.length; at += cut) scrollback.append(step.subarray(at, at + cut));
            all = Buffer.concat([all, step]);
          }
        }
        for (const place of [0, ...places]) {
          const from = scrollback.start + (place % (scrollback.end - scrollback.start + 1));
          const offset = from + (from === 0 ? 0 : leadingContinuations(all.subarray(from, from + 4)));
          await compare(all, resizes, offset, scrollback.modesAt(offset).toString());
        }
      },
    ),
    { numRuns: 300 },
  );
}, 60_000);

/** A terminal that is told `modes` at an offset, and one that was there from the beginning. */
async function compare(
  all: Buffer,
  resizes: readonly Resize[],
  offset: number,
  modes: string,
): Promise<void> {
  const before = resizes.filter((resize) => resize.offset <= offset);
  const after = resizes.filter((resize) => resize.offset > offset);
  const unbroken = openXterm(FIRST_ROWS);
  await playOutput(unbroken, all.subarray(0, offset), 0, before);
  const resumed = openXterm(before.at(-1)?.rows ?? FIRST_ROWS);
  const answers: string[] = [];
  // That reports of the focus are on, xterm answers with one. The page lets no answer to what it is told again through.
  resumed.onData((answer) => {
    if (!FOCUS_REPORTS.includes(answer)) answers.push(answer);
  });
  await writeXterm(resumed, modes);
  expect(answers).toEqual([]);
  expect(xtermState(resumed)).toEqual(xtermState(unbroken));
  for (const terminal of [unbroken, resumed]) await playOutput(terminal, all.subarray(offset), offset, after);
  expect(xtermState(resumed)).toEqual(xtermState(unbroken));
  unbroken.dispose();
  resumed.dispose();
}
