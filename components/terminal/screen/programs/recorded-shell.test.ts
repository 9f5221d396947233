/** What a recording shows is what the terminal showed. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sizeOf } from '#protocol/recording/cast-lines.ts';
import { CastReader } from '#protocol/recording/cast-reader.ts';
import { CastWriter } from '#server/recording/cast/cast-writer.ts';
import { castHeader } from '#server/recording/testing/cast-fixture.ts';
import { Scrollback } from '#server/terminal/output/scrollback.ts';
import { RawReader, type RawSink } from '#server/terminal/reader/raw-reader.ts';
import { outputSteps, playOutput, type Resize } from './testing/output-steps.ts';
import { openXterm, writeXterm, xtermState } from './testing/xterm-state.ts';

const COLS = 20;
const FIRST_ROWS = 10;
const UP = { kind: 'up', shell: 'sh' } as const;

test('whatever a shell prints, its recording plays to the screen of its terminal', async () => {
  let losses = 0;
  await fc.assert(
    fc.asyncProperty(
      outputSteps,
      fc.integer({ min: 1, max: 2000 }),
      // Before each step: how many pieces the recorder takes, and whether it ends its chunk.
      fc.array(fc.tuple(fc.nat(3), fc.boolean()), { minLength: 1, maxLength: 40 }),
      async (steps, kept, turns) => {
        const scrollback = new Scrollback(kept);
        const writer = new CastWriter({ now: () => 0, startedAt: 0 });
        writer.header({ ...castHeader(), term: { cols: COLS, rows: FIRST_ROWS } });
        const file: Buffer[] = [];
        let room = 0;
        const sink: RawSink = {
          write(bytes) {
            writer.output(bytes);
            room -= 1;
            return room > 0;
          },
          resized: (size) => writer.resized(size),
          skipped(from, to) {
            writer.skipped(from, to);
            losses += 1;
          },
          modes: (bytes) => writer.state(bytes),
          ended() {},
        };
        const reader = new RawReader(scrollback, sink);
        const read = (pieces: number): void => {
          if (pieces === 0) return;
          room = pieces;
          reader.drained();
          reader.update(UP);
        };
        scrollback.resized({ cols: COLS, rows: FIRST_ROWS });
        const resizes: Resize[] = [];
        const pieces: Buffer[] = [];
        for (const [index, step] of steps.entries()) {
          const [takes, closes] = turns[index % turns.length] ?? [1, false];
          if ('rows' in step) {
            scrollback.resized({ cols: COLS, rows: step.rows });
            resizes.push({ offset: scrollback.end, rows: step.rows });
          } else {
            scrollback.append(step);
            pieces.push(step);
          }
          read(takes);
          const chunk = closes ? writer.close() : undefined;
          if (chunk !== undefined) file.push(Buffer.from(chunk.bytes));
        }
        read(Number.POSITIVE_INFINITY);
        file.push(Buffer.from(writer.end('process-exited', 0).bytes));

        let player = openXterm(FIRST_ROWS);
        for (const item of new CastReader().push(Buffer.concat(file).toString())) {
          if (item.kind !== 'event') continue;
          const size = item.code === 'r' ? sizeOf(item.data) : undefined;
          if (size !== undefined) player.resize(size.cols, size.rows);
          else if (item.code === 'o') await writeXterm(player, item.data);
          else if (item.code === 'm') {
            // Output is missing: what follows is for a terminal that starts afresh.
            const { rows } = player;
            player.dispose();
            player = openXterm(rows);
          }
        }
        const live = openXterm(FIRST_ROWS);
        await playOutput(live, Buffer.concat(pieces), 0, resizes);
        expect(xtermState(player)).toEqual(xtermState(live));
        player.dispose();
        live.dispose();
      },
    ),
    { numRuns: 100 },
  );
  expect(losses).toBeGreaterThan(0);
}, 60_000);
