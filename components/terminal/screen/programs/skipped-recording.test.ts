/** A recording that missed output plays to the state of a terminal that missed nothing. */

import type { Terminal } from '@xterm/xterm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Scrollback } from '#server/terminal/output/scrollback.ts';
import type { TerminalSize } from '#server/terminal/ports.ts';
import { RawReader, type RawSink } from '#server/terminal/reader/raw-reader.ts';
import { outputSteps, playOutput, type Resize } from './testing/output-steps.ts';
import { openXterm, writeXterm, xtermState } from './testing/xterm-state.ts';

const COLS = 20;
const FIRST_ROWS = 10;
const UP = { kind: 'up', shell: 'sh' } as const;

/** A scroll region, and then a size that came and went without output. */
const THERE_AND_BACK: [(Buffer | { rows: number })[], number, number[], number] = [
  [Buffer.from('\x1b[2;0r'), { rows: 8 }, { rows: FIRST_ROWS }],
  1,
  [0],
  0,
];

type Step = (player: Player) => Promise<void>;

/** Keeps what it is told, to be played afterwards. */
class Recording implements RawSink {
  readonly steps: Step[] = [];
  skips = 0;
  /** Pieces that it takes before it has no room. */
  room = 0;

  write(bytes: Uint8Array): boolean {
    const copy = Buffer.from(bytes);
    this.steps.push((player) => player.output(copy));
    this.room -= 1;
    return this.room > 0;
  }

  resized({ rows }: TerminalSize): void {
    this.steps.push(async (player) => player.terminal.resize(COLS, rows));
  }

  skipped(): void {
    this.skips += 1;
    this.steps.push(async (player) => player.startAfresh());
  }

  modes(bytes: Uint8Array): void {
    const text = Buffer.from(bytes).toString();
    this.steps.push((player) => writeXterm(player.terminal, text));
  }

  ended(): void {}
}

class Player {
  terminal: Terminal = openXterm(FIRST_ROWS);
  #decoder = new TextDecoder('utf-8', { ignoreBOM: true });

  startAfresh(): void {
    const { rows } = this.terminal;
    this.terminal.dispose();
    this.terminal = openXterm(rows);
    this.#decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  }

  output(bytes: Buffer): Promise<void> {
    return writeXterm(this.terminal, this.#decoder.decode(bytes, { stream: true }));
  }

  end(): Promise<void> {
    return writeXterm(this.terminal, this.#decoder.decode());
  }
}

test('whatever a recording missed, it plays to the modes of a terminal that missed nothing', async () => {
  let skips = 0;
  await fc.assert(
    fc.asyncProperty(
      outputSteps,
      fc.integer({ min: 1, max: 500 }),
      // After each step, the pieces that the recording has room for.
      fc.array(fc.nat(3), { minLength: 1, maxLength: 40 }),
      // The step before which it begins.
      fc.nat(10),
      async (steps, kept, rooms, begin) => {
        const scrollback = new Scrollback(kept);
        const recording = new Recording();
        let reader: RawReader | undefined;
        const read = (room: number) => {
          if (room === 0) return;
          recording.room = room;
          reader?.drained();
          reader?.update(UP);
        };
        scrollback.resized({ cols: COLS, rows: FIRST_ROWS });
        const resizes: Resize[] = [];
        const pieces: Buffer[] = [];
        for (const [index, step] of steps.entries()) {
          if (index === begin) reader = new RawReader(scrollback, recording);
          if ('rows' in step) {
            scrollback.resized({ cols: COLS, rows: step.rows });
            resizes.push({ offset: scrollback.end, rows: step.rows });
          } else {
            scrollback.append(step);
            pieces.push(step);
          }
          read(rooms[index % rooms.length] ?? 0);
        }
        reader ??= new RawReader(scrollback, recording);
        read(Number.POSITIVE_INFINITY);
        skips += recording.skips;

        const player = new Player();
        for (const play of recording.steps) await play(player);
        await player.end();
        const unbroken = openXterm(FIRST_ROWS);
        await playOutput(unbroken, Buffer.concat(pieces), 0, resizes);
        expect(xtermState(player.terminal)).toEqual(xtermState(unbroken));
        player.terminal.dispose();
        unbroken.dispose();
      },
    ),
    { numRuns: 200, examples: [THERE_AND_BACK] },
  );
  expect(skips).toBeGreaterThan(0);
}, 60_000);
