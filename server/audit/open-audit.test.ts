import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakeClock, settlePromises } from '#server/testing/fake-clock.ts';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import type { AuditEvent } from './events.ts';
import { MOST_PER_ADDRESS } from './flood-limit.ts';
import { openAudit } from './open-audit.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podshell-audit-'));
});
afterEach(() => rm(folder, { recursive: true }));

function opened(
  place: string,
  write: (chunk: unknown, done: (error?: Error) => void) => boolean = () => true,
) {
  const logger = new RecordingLogger();
  const stdout = { write } as unknown as NodeJS.WriteStream;
  const clock = new FakeClock();
  return openAudit(place, { clock, logger, stdout }).then((audit) => ({ ...audit, logger, clock }));
}

const lineOf = (shellId: string, event: AuditEvent['event'] = 'shell-opened'): AuditEvent => ({
  event,
  sender: { caller: undefined, address: '10.0.0.1', requestId: 'r' },
  shellId,
});

async function idsIn(file: string): Promise<unknown[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
  return lines.map((line) => (line.startsWith('{') && line.endsWith('}') ? JSON.parse(line).shellId : line));
}

test('a file is created for its owner alone, and appended to', async () => {
  const file = join(folder, 'audit.log');
  const { audit, dispose } = await opened(file);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  for (const id of ['a', 'b', 'c']) audit.record(lineOf(id));
  await audit.written();
  await dispose();
  const again = await opened(file);
  again.audit.record(lineOf('d'));
  await again.dispose();
  expect(await idsIn(file)).toEqual(['a', 'b', 'c', 'd']);
});

test('after a rotation, lines go to a new file and none is lost', async () => {
  const file = join(folder, 'audit.log');
  const { audit, reopen, dispose } = await opened(file);
  audit.record(lineOf('a'));
  await audit.written();
  await rename(file, `${file}.1`);
  audit.record(lineOf('b'));
  const reopened = reopen?.();
  audit.record(lineOf('c'));
  await reopened;
  await dispose();
  expect([...(await idsIn(`${file}.1`)), ...(await idsIn(file))]).toEqual(['a', 'b', 'c']);
  expect(await idsIn(file)).toContain('c');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test('where the file cannot be opened again, the old one stays in use and the log says so', async () => {
  const file = join(folder, 'audit.log');
  const { audit, reopen, dispose, logger } = await opened(file);
  await rename(file, `${file}.1`);
  await mkdir(file);
  await reopen?.();
  audit.record(lineOf('a'));
  await dispose();
  expect(await idsIn(`${file}.1`)).toEqual(['a']);
  expect(logger.of('error')).toMatchObject([{ fields: { path: file } }]);
});

test('a line that a killed server has left in part stays apart', async () => {
  const file = join(folder, 'audit.log');
  await writeFile(file, '{"time":"2026');
  const { audit, dispose } = await opened(file);
  audit.record(lineOf('a'));
  await dispose();
  expect(await idsIn(file)).toEqual(['{"time":"2026', 'a']);
});

test.each([
  ['a folder', (place: string) => place, 'EISDIR'],
  ['a file in a folder that is missing', (place: string) => join(place, 'none', 'audit.log'), 'ENOENT'],
])('%s is refused with a sentence', async (_, pathIn, cause) => {
  const path = pathIn(folder);
  await expect(opened(path)).rejects.toThrow(
    new RegExp(`^PODSHELL_AUDIT is "${path}", which cannot be written: .*${cause}.*\\. Correct `),
  );
});

test('no log: nothing is written, and everything counts as written', async () => {
  const { audit, reopen, dispose } = await opened('off');
  audit.record(lineOf('a'));
  await audit.written();
  await dispose();
  expect(reopen).toBeUndefined();
});

test('standard output gets the lines; its failures count', async () => {
  const chunks: string[] = [];
  let error: Error | undefined;
  const { audit, dispose, logger, clock } = await opened('stdout', (chunk, done) => {
    if (error === undefined) chunks.push(String(chunk));
    done(error);
    return true;
  });
  audit.record(lineOf('a'));
  await audit.written();
  error = new Error('EPIPE');
  audit.record(lineOf('b'));
  await expect(audit.written()).rejects.toThrow('EPIPE');
  expect(logger.of('error')).toHaveLength(1);
  error = undefined;
  await clock.advanceAsync(1000);
  expect(chunks.join('').match(/"shellId":"."/g)).toEqual(['"shellId":"a"', '"shellId":"b"']);
  expect(logger.of('warn')).toMatchObject([{ fields: { lostLines: 0 } }]);
  await dispose();
});

test('a flood of refusals makes few lines, and one that counts the rest; what users do is never left out', async () => {
  const file = join(folder, 'audit.log');
  const { audit, dispose, clock } = await opened(file);
  for (let count = 0; count < 500; count += 1) audit.record(lineOf('no', 'request-refused'));
  for (let count = 0; count < 50; count += 1) audit.record(lineOf('yes'));
  clock.advance(1000);
  await settlePromises();
  await dispose();
  const ids = await idsIn(file);
  expect(ids.filter((id) => id === 'no')).toHaveLength(MOST_PER_ADDRESS);
  expect(ids.filter((id) => id === 'yes')).toHaveLength(50);
  const last = JSON.parse((await readFile(file, 'utf8')).trim().split('\n').at(-1) ?? '');
  expect(last).toMatchObject({
    event: 'lines-left-out',
    address: '10.0.0.1',
    cause: 'flood',
    leftOut: 500 - MOST_PER_ADDRESS,
  });
});
