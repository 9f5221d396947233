import { expect, test } from 'vitest';
import type { RecordingFile } from '#protocol/recording/recording-file.ts';
import { localCaller, playedSignIn } from '#server/testing/callers.ts';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import { StoreError } from '../recording/ports.ts';
import { metaOf } from '../recording/testing/stored-recordings.ts';
import { RecordingReads } from './recording-reads.ts';

const ADA = localCaller('ada', 'Ada');
const META = metaOf();
const STAYS = new AbortController().signal;

function reading({ pieces = ['a', 'b'], failure }: { pieces?: string[]; failure?: Error } = {}) {
  const clock = new FakeClock();
  const logger = new RecordingLogger();
  const lines: unknown[] = [];
  const audit: { failure: Error | undefined } = { failure: undefined };
  const file = (): RecordingFile => ({
    meta: META,
    size: 2,
    from: 0,
    to: 2,
    isSealed: false,
    bytes: (async function* () {
      for (const piece of pieces) yield Buffer.from(piece);
      if (failure !== undefined) throw failure;
    })(),
  });
  const reads = new RecordingReads({
    archive: { open: async () => file() },
    clock,
    logger,
    auditable: async () => {
      if (audit.failure !== undefined) throw audit.failure;
    },
    onRead: (fields) => lines.push(fields),
  });
  return { audit, clock, lines, logger, reads };
}

async function textOf({ bytes }: RecordingFile): Promise<string> {
  let text = '';
  for await (const piece of bytes) text += Buffer.from(piece).toString();
  return text;
}

test('who reads a recording has a line before the first byte', async () => {
  const { lines, reads } = reading();
  const file = await reads.open(ADA, META.id, {}, STAYS);
  expect(lines).toEqual([
    { context: 'prod', namespace: 'team-a', pod: 'web-0', container: 'web', shellId: META.id },
  ]);
  expect(await textOf(file)).toBe('ab');
});

test('parts that a player asks for are one reading, and after ten minutes another one', async () => {
  const { clock, lines, reads } = reading();
  for (let part = 0; part < 5; part += 1) await textOf(await reads.open(ADA, META.id, {}, STAYS));
  expect(lines).toHaveLength(1);
  await textOf(await reads.open(localCaller('eve'), META.id, {}, STAYS));
  expect(lines).toHaveLength(2);
  clock.advance(10 * 60 * 1000);
  await textOf(await reads.open(ADA, META.id, {}, STAYS));
  expect(lines).toHaveLength(3);
});

test('nobody reads while the audit log cannot be written', async () => {
  const { audit, lines, reads } = reading();
  audit.failure = new Error('ENOSPC');
  await expect(reads.open(ADA, META.id, {}, STAYS)).rejects.toMatchObject({ code: 'audit-unavailable' });
  expect(lines).toEqual([]);
  audit.failure = undefined;
  await textOf(await reads.open(ADA, META.id, {}, STAYS));
  expect(lines).toHaveLength(1);
});

test('one user reads ten at once, and more when some are read or left', async () => {
  const { reads } = reading();
  const leaving = new AbortController();
  const files: RecordingFile[] = [];
  for (let index = 0; index < 10; index += 1) {
    files.push(await reads.open(ADA, META.id, {}, index === 0 ? leaving.signal : STAYS));
  }
  const refused = { code: 'too-many-requests' };
  await expect(reads.open(ADA, META.id, {}, STAYS)).rejects.toMatchObject(refused);
  const [, second] = files;
  if (second !== undefined) await textOf(second);
  await reads.open(ADA, META.id, {}, STAYS);
  await expect(reads.open(ADA, META.id, {}, STAYS)).rejects.toMatchObject(refused);
  leaving.abort();
  await reads.open(ADA, META.id, {}, STAYS);
});

test('a reading ends with the sign-in', async () => {
  const { reads } = reading();
  const { caller, end } = playedSignIn('ada', 'key');
  const { bytes } = await reads.open(caller, META.id, {}, STAYS);
  const iterator = bytes[Symbol.asyncIterator]();
  expect((await iterator.next()).done).toBe(false);
  end();
  await expect(iterator.next()).rejects.toMatchObject({ code: 'unauthenticated' });
});

test('a store that breaks off cuts the reading, and the log has the reason', async () => {
  const { logger, reads } = reading({ failure: new StoreError('unavailable', 'The connection broke.') });
  await expect(textOf(await reads.open(ADA, META.id, {}, STAYS))).rejects.toThrow('broke');
  expect(logger.of('warn')).toMatchObject([
    { fields: { shellId: META.id, reason: 'The connection broke.' } },
  ]);
});
