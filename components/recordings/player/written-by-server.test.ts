/** What the server's writer has made of a process's bytes is shown as a terminal shows these bytes. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { restoreScreen } from '#components/terminal/screen/replay/screen-state.ts';
import {
  openReplay,
  playSteps,
  replaySteps,
  TO_REST,
  wholeScreen,
} from '#components/terminal/screen/replay/testing/whole-screen.ts';
import { CastWriter } from '#server/recording/cast/cast-writer.ts';
import { browserDigest } from '../source/chain-check.ts';
import { RecordingReader } from '../source/recording-reader.ts';
import { MadeFile } from '../testing/made-recording.ts';

const HEADER = { version: 3, term: { cols: 20, rows: 8 } } as const;

test('output cut anywhere, also within characters, and of any bytes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(replaySteps, fc.uint8Array({ maxLength: 40 })), { maxLength: 6 }),
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 2_000 }),
      async (parts, cut, piece) => {
        let now = 0;
        const writer = new CastWriter({ now: () => now, startedAt: 0 });
        writer.header(HEADER);
        const live = openReplay();
        live.resize(20, 8);
        live.reset();
        const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
        const chunks: Uint8Array[] = [];
        const output = (bytes: Uint8Array) => {
          for (let at = 0; at < bytes.length; at += cut) {
            const piece = bytes.subarray(at, at + cut);
            writer.output(piece);
            // The same pieces: where xterm does not wrap, a wide character at the edge goes when output is cut behind it.
            playSteps(live, [decoder.decode(piece, { stream: true })]);
          }
        };
        for (const part of parts) {
          now += 700;
          if (part instanceof Uint8Array) output(part);
          else {
            for (const step of part) {
              if (typeof step === 'string') output(Buffer.from(step));
              else {
                writer.resized(step);
                playSteps(live, [step]);
              }
            }
          }
          const chunk = writer.close();
          if (chunk !== undefined) chunks.push(chunk.bytes);
        }
        chunks.push(writer.end('process-exited', 0).bytes);
        playSteps(live, [decoder.decode(), TO_REST]);

        const reader = new RecordingReader({
          file: new MadeFile(Buffer.concat(chunks), piece),
          isLive: false,
          digest: browserDigest(),
          clock: { now: () => 0, after: () => () => {} },
          turn: async () => {},
          spacing: 100,
        });
        await reader.read();
        expect(reader.prepared).toMatchObject({ isWhole: true, chain: { kind: 'intact' } });
        const replayed = openReplay();
        for (let event = 0; event < reader.prepared.events; ) {
          const { first, end, keyframe, events } = await reader.segment({ event });
          if (event === 0) restoreScreen(replayed, keyframe.screen);
          for (const one of events.slice(event - first))
            playSteps(replayed, [one.kind === 'output' ? one.text : one]);
          event = end;
        }
        if (reader.prepared.events === 0) return;
        playSteps(replayed, [TO_REST]);
        expect(wholeScreen(replayed)).toEqual(wholeScreen(live));
        reader.dispose();
      },
    ),
    { numRuns: 100 },
  );
}, 60_000);
