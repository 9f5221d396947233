import { afterEach, expect, test } from 'vitest';
import { FakeClock, settlePromises } from '#server/testing/fake-clock.ts';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import { DnsDirectory } from './dns-directory.ts';

let answer: () => Promise<readonly string[]>;
const clock = new FakeClock();
const logger = new RecordingLogger();
const listed: (readonly string[])[] = [];
const directory = new DnsDirectory({
  name: 'peers.test',
  port: 9443,
  resolve: () => answer(),
  clock,
  logger,
});

afterEach(() => directory.dispose());

function failing(code: string) {
  return () => Promise.reject(Object.assign(new Error(code), { code }));
}

test('follows the addresses of both families, and keeps the last ones while nobody can tell', async () => {
  answer = async () => ['10.0.0.1', 'fd00::1'];
  directory.start((urls) => listed.push(urls));
  await settlePromises();
  expect(listed).toEqual([['https://10.0.0.1:9443', 'https://[fd00::1]:9443']]);
  answer = failing('EAI_AGAIN');
  await clock.advanceAsync(9000);
  expect(listed).toHaveLength(1);
  expect(logger.of('warn')).toMatchObject([{ fields: { name: 'peers.test', reason: 'EAI_AGAIN' } }]);
  answer = failing('ENOTFOUND');
  await clock.advanceAsync(3000);
  expect(listed.slice(1)).toEqual([[]]);
  answer = async () => ['10.0.0.2'];
  await clock.advanceAsync(3000);
  expect(listed.slice(2)).toEqual([['https://10.0.0.2:9443']]);
  directory.dispose();
  expect(clock.pendingTimers).toBe(0);
});

test('an answer that comes after the end is not told', async () => {
  let tell = (_addresses: readonly string[]) => {};
  answer = () =>
    new Promise((resolve) => {
      tell = resolve;
    });
  const told: unknown[] = [];
  const ended = new DnsDirectory({ name: 'peers.test', port: 1, resolve: () => answer(), clock, logger });
  ended.start((urls) => told.push(urls));
  ended.dispose();
  tell(['10.0.0.1']);
  await settlePromises();
  expect(told).toEqual([]);
  expect(clock.pendingTimers).toBe(0);
});
