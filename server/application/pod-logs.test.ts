import { describe, expect, test } from 'vitest';
import { PodshellError } from '#protocol/problem.ts';
import { localCaller } from '#server/testing/callers.ts';
import type { Clusters } from '../kubernetes/ports.ts';
import { type LogPlace, PodLogs } from './pod-logs.ts';

const ADA = localCaller('ada', 'Ada');
const TARGET = { namespace: 'team-a', pod: 'web-0' };
const LEFT = new AbortController().signal;

/** Logs of a cluster that sends one line and then is quiet until it is told to stop. */
function quietLogs(maxPerAddress = 300) {
  const read: LogPlace[] = [];
  const stopped: AbortSignal[] = [];
  const podLog: Clusters['podLog'] = async (_caller, _place, { container }, signal) => ({
    context: 'admin',
    container,
    chunks: (async function* () {
      yield Buffer.from('one\n');
      if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
      stopped.push(signal);
    })(),
  });
  const logs = new PodLogs({
    clusters: { podLog },
    address: () => '203.0.113.1',
    maxPerAddress,
    onRead: (place) => read.push(place),
  });
  return { logs, read, stopped };
}

test('a log that the cluster sends is noted for auditors, and read on', async () => {
  const { logs, read } = quietLogs();
  const log = await logs.open(ADA, TARGET, { container: 'web' }, LEFT);
  expect(read).toEqual([{ context: 'admin', ...TARGET, container: 'web' }]);
  expect(await log[Symbol.asyncIterator]().next()).toEqual({ done: false, value: Buffer.from('one\n') });
});

test('a log that the cluster refuses is not noted, and takes no place', async () => {
  const read: LogPlace[] = [];
  const refusal = new PodshellError('forbidden', 'No.');
  const logs = new PodLogs({
    clusters: { podLog: () => Promise.reject(refusal) },
    address: () => '203.0.113.1',
    maxPerAddress: 1,
    onRead: (place) => read.push(place),
  });
  for (const _ of [1, 2]) await expect(logs.open(ADA, TARGET, {}, LEFT)).rejects.toBe(refusal);
  expect(read).toEqual([]);
});

test("it ends with the caller's sign-in, and the cluster is told to stop", async () => {
  const { logs, stopped } = quietLogs();
  const ended = new AbortController();
  const log = await logs.open({ ...ADA, ended: ended.signal }, TARGET, {}, LEFT);
  const iterator = log[Symbol.asyncIterator]();
  await iterator.next();
  const next = iterator.next();
  ended.abort(new PodshellError('unauthenticated', 'Signed out.'));
  await expect(next).rejects.toMatchObject({ code: 'unauthenticated' });
  expect(stopped).toHaveLength(1);
});

describe('limits', () => {
  test('one user reads 60 logs at once, and gets a place back when one is left', async () => {
    const { logs } = quietLogs();
    const open = Array.from({ length: 60 }, () => new AbortController());
    for (const { signal } of open) await logs.open(ADA, TARGET, {}, signal);
    await expect(logs.open(ADA, TARGET, {}, LEFT)).rejects.toMatchObject({ code: 'too-many-requests' });
    await expect(logs.open(localCaller('bob', 'Bob'), TARGET, {}, LEFT)).resolves.toBeDefined();
    open[0]?.abort();
    await expect(logs.open(ADA, TARGET, {}, LEFT)).resolves.toBeDefined();
  });

  test('one address reads as many as the setting says', async () => {
    const { logs } = quietLogs(1);
    await logs.open(ADA, TARGET, {}, LEFT);
    const another = logs.open(localCaller('bob', 'Bob'), TARGET, {}, LEFT);
    await expect(another).rejects.toThrow('from your address');
  });

  test('a log that has been read to its end gives its place back', async () => {
    const { logs } = quietLogs(1);
    const ended = new AbortController();
    const log = await logs.open(ADA, TARGET, {}, ended.signal);
    const rest = (async () => {
      for await (const _ of log);
    })();
    ended.abort();
    await rest;
    await expect(logs.open(ADA, TARGET, {}, LEFT)).resolves.toBeDefined();
  });
});

test.each([
  [{ namespace: 'Team', pod: 'web-0' }, {}],
  [{ namespace: 'team-a', pod: '../x' }, {}],
  [TARGET, { container: 'a/b' }],
])('asks nothing of a cluster for the names %j %j', async (target, wish) => {
  const { logs, read } = quietLogs();
  await expect(logs.open(ADA, target, wish, LEFT)).rejects.toMatchObject({ code: 'bad-request' });
  expect(read).toEqual([]);
});
