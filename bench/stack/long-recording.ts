/** A recording of a long shell, in a directory as a server keeps them. */

import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CastWriter } from '#server/recording/cast/cast-writer.ts';
import type { StoredMeta } from '#server/recording/ports.ts';
import { shellId } from '#server/recording/recording-id.ts';
import { castKey, metaKey } from '#server/recording/store/recording-keys.ts';

export interface LongRecording {
  readonly id: string;
  /** Size of its file. */
  readonly bytes: number;
}

export interface LongRecordingOptions {
  readonly directory: string;
  readonly seconds: number;
  /** What the program writes in each second, in lines of 80 characters after one with {@link secondLine}. */
  readonly linesPerSecond: number;
}

/** The line that a second begins with, and that no other second has. */
export function secondLine(second: number): string {
  return `second ${second} begins`;
}

export async function makeLongRecording(options: LongRecordingOptions): Promise<LongRecording> {
  const { directory, seconds } = options;
  const startedAt = Date.now() - (seconds + 60) * 1000;
  const id = shellId(startedAt, Buffer.alloc(10, 7));
  const file = join(directory, castKey(id, false));
  await mkdir(dirname(file), { recursive: true });
  const written = { bytes: 0, outputBytes: 0, hash: '' };
  await pipeline(chunks(options, id, startedAt, written), createWriteStream(file));
  const meta: StoredMeta = {
    ...written,
    id,
    context: 'admin',
    namespace: 'team-a',
    pod: 'debian',
    container: 'debian',
    user: 'admin',
    userId: 'local',
    replica: 'bench',
    startedAt,
    durationMs: seconds * 1000,
    gapBytes: 0,
    exitCode: 0,
    cause: 'process-exited',
    signed: false,
    encrypted: false,
    state: 'complete',
  };
  await writeFile(join(directory, metaKey(id)), JSON.stringify(meta));
  return { id, bytes: written.bytes };
}

async function* chunks(
  { seconds, linesPerSecond }: LongRecordingOptions,
  id: string,
  startedAt: number,
  written: { bytes: number; outputBytes: number; hash: string },
): AsyncGenerator<Buffer> {
  let now = startedAt;
  const writer = new CastWriter({ now: () => now, startedAt });
  const place = { context: 'admin', namespace: 'team-a', pod: 'debian', container: 'debian', user: 'admin' };
  writer.header({
    version: 3,
    term: { cols: 120, rows: 40 },
    timestamp: Math.floor(startedAt / 1000),
    podshell: { format: 1, id, ...place, startedAt, chain: 'sha256' },
  });
  const counted = (bytes: Buffer) => {
    written.bytes += bytes.length;
    return bytes;
  };
  for (let second = 0; second <= seconds; second += 1) {
    now = startedAt + second * 1000;
    const lines = Array.from(
      { length: linesPerSecond },
      (_, line) => `\x1b[3${line % 8}m${`${second}.${line} `.repeat(20).slice(0, 80)}\x1b[m`,
    );
    writer.output(Buffer.from(`${[secondLine(second), ...lines].join('\r\n')}\r\n`));
    const chunk = writer.close();
    if (chunk !== undefined) yield counted(chunk.bytes);
  }
  yield counted(writer.end('process-exited', 0).bytes);
  written.outputBytes = writer.position.offset;
  written.hash = writer.position.hash;
}
