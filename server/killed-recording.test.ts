/** A server in a process of its own is killed while it records, and the next one completes and sends the recording. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CastReader } from '#protocol/recording/cast-reader.ts';
import { OutputRebuilder } from '#protocol/recording/rebuild.ts';
import { readPublicKey } from './recording/cast/signing.ts';
import { newKeyPem } from './recording/testing/cast-fixture.ts';
import { CastVerifier } from './recording/verify/cast-verifier.ts';
import { floodBytes } from './testing/recorded-flood.ts';
import { RecordingLogger } from './testing/recording-logger.ts';
import { recordingServer } from './testing/recording-server.ts';

const PROGRAM = new URL('./testing/recording-process.ts', import.meta.url).pathname;
const WAIT = { interval: 20 };

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podshell-killed-recording-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function files(place: string, end: string): Promise<string[]> {
  const names = await readdir(place, { recursive: true }).catch(() => []);
  return names.filter((name) => name.endsWith(end)).map((name) => join(place, name));
}

test('what a killed server has recorded is completed, signed and in the store', async () => {
  const places = { stateDirectory: join(folder, 'state'), recordTo: join(folder, 'store'), key: newKeyPem() };
  const child = spawn(process.execPath, [PROGRAM, JSON.stringify(places)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  try {
    await vi.waitFor(async () => {
      const sizes = await Promise.all(
        (await files(places.stateDirectory, '.cast')).map(async (file) => (await readFile(file)).length),
      );
      expect(Math.max(0, ...sizes)).toBeGreaterThan(300_000);
    }, WAIT);
  } finally {
    child.kill('SIGKILL');
  }
  await exited;

  const logger = new RecordingLogger();
  const next = await recordingServer(places, logger);
  await next.recorded.recover();
  const meta = await vi.waitFor(async () => {
    const [file = ''] = await files(places.recordTo, '.json');
    const read = JSON.parse(await readFile(file, 'utf8'));
    expect(read.state).toBe('cut-short');
    return read;
  }, WAIT);
  const [cast = ''] = await files(places.recordTo, '.cast');
  const recorded = await readFile(cast);
  await next.dispose();

  const verifier = new CastVerifier(readPublicKey(places.key));
  verifier.push(recorded);
  const verdict = verifier.end();
  expect(verdict).toMatchObject({ findings: [], end: 'server-stopped', gapBytes: 0 });
  expect(meta).toMatchObject({ cause: 'server-stopped', hash: verdict.hash, bytes: recorded.length });
  const rebuilder = new OutputRebuilder({
    encodeUtf8: (text) => Buffer.from(text),
    decodeBase64: (text) => Buffer.from(text, 'base64'),
  });
  const pieces = new CastReader().push(recorded.toString()).flatMap((item) => rebuilder.push(item));
  const bytes = Buffer.concat(
    pieces.map((piece) => (piece.kind === 'bytes' ? piece.bytes : Buffer.alloc(0))),
  );
  expect(bytes.length).toBeGreaterThan(100_000);
  expect(bytes.equals(floodBytes(0, bytes.length))).toBe(true);
  // Nothing is left for a run after the next.
  expect(await files(places.stateDirectory, '')).toEqual([join(places.stateDirectory, 'recordings')]);
});
