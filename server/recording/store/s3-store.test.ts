import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { S3Place } from '#server/config/recording/s3-place.ts';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { hastyClock } from '../testing/hasty-clock.ts';
import { fixedKeys, openKeys } from './keys/open-keys.ts';
import { S3Store } from './s3-store.ts';
import { PART_BYTES } from './s3-writer.ts';
import { KeyServer, ROLE, TOKEN } from './testing/key-server.ts';
import { BUCKET, KEYS, type S3Fault, S3Server } from './testing/s3-server.ts';
import { bytesOf, storeExamples } from './testing/store-examples.ts';

let server: S3Server;
beforeEach(async () => {
  server = await S3Server.start();
});
afterEach(() => server.stop());

const place = (changes: Partial<S3Place> = {}): S3Place => ({
  url: `${server.endpoint}/${BUCKET}`,
  region: 'eu-central-1',
  ...changes,
});

function storeOf(changes: Partial<ConstructorParameters<typeof S3Store>[0]> = {}) {
  return new S3Store({
    bucket: BUCKET,
    prefix: 'pod shell/a+b&c',
    place: place(),
    keys: fixedKeys(KEYS),
    clock: hastyClock,
    limitMs: 200_000,
    ...changes,
  });
}

const open = async () => storeOf();

describe('a bucket', () => storeExamples({ open, partBytes: PART_BYTES }));

describe('a bucket without a prefix, listed in pages of two', () => {
  beforeEach(() => {
    server.pageSize = 2;
  });
  storeExamples({ open: async () => storeOf({ prefix: '' }), partBytes: PART_BYTES });
});

const part = (fill: number) => Buffer.alloc(PART_BYTES, fill);

test('parts are of one size, and in the bucket while the recording runs', async () => {
  const writer = await storeOf().writer('a.cast');
  for (const fill of [1, 2]) await writer.append(part(fill));
  expect([...server.uploads.values()][0]?.parts.size).toBe(2);
  expect(writer.kept).toBe(2 * PART_BYTES);
  await writer.append(bytesOf('end'));
  await writer.complete();
  const [object] = server.objects.values();
  expect(object?.equals(Buffer.concat([part(1), part(2), bytesOf('end')]))).toBe(true);
  expect(server.uploads.size).toBe(0);
});

test('a small recording is one request', async () => {
  const writer = await storeOf().writer('a.cast');
  await writer.append(bytesOf('small'));
  await writer.complete();
  expect(server.log).toHaveLength(1);
});

test('after a kill in the middle of a part, the upload goes on, and the part counts once', async () => {
  const first = await storeOf().writer('a.cast');
  await first.append(part(1));
  const { state } = first;
  // The bucket has it, and the process is killed before it hears of it.
  await first.append(part(2));
  const next = await storeOf().writer('a.cast', state);
  expect(next.kept).toBe(PART_BYTES);
  await next.append(part(3));
  await next.complete();
  const [object] = server.objects.values();
  expect(object?.equals(Buffer.concat([part(1), part(3)]))).toBe(true);
});

test('an upload that is given up leaves nothing that costs money', async () => {
  const writer = await storeOf().writer('a.cast');
  await writer.append(part(1));
  expect(server.uploads.size).toBe(1);
  await writer.abort();
  expect([server.uploads.size, server.objects.size]).toEqual([0, 0]);
});

test('an upload that the bucket has given up by a rule is told', async () => {
  const writer = await storeOf().writer('a.cast');
  await writer.append(part(1));
  server.uploads.clear();
  await expect(writer.append(part(2))).rejects.toMatchObject({ kind: 'upload-gone' });
  await expect(writer.complete()).rejects.toMatchObject({ kind: 'upload-gone' });
});

test('a complete upload whose answer was lost is complete', async () => {
  const writer = await storeOf().writer('a.cast');
  await writer.append(part(1));
  let isLost = false;
  server.fault = (request) => {
    if (isLost || !/^POST .*uploadId=/.test(request)) return undefined;
    isLost = true;
    return { kind: 'cut', after: true };
  };
  await writer.complete();
  expect(isLost).toBe(true);
  expect(server.objects.size).toBe(1);
});

test('a success with an error in its body is none', async () => {
  const writer = await storeOf().writer('a.cast');
  await writer.append(part(1));
  server.fault = (request) =>
    request.startsWith('POST') ? { kind: 'late-error', code: 'InternalError' } : undefined;
  await expect(writer.complete()).rejects.toMatchObject({ kind: 'unavailable' });
  server.fault = () => undefined;
  await writer.complete();
  expect(server.objects.size).toBe(1);
});

test.each<[S3Fault, string]>([
  [{ kind: 'error', status: 403, code: 'AccessDenied' }, 'refused'],
  [{ kind: 'error', status: 404, code: 'NoSuchBucket' }, 'refused'],
  [{ kind: 'error', status: 301, code: 'PermanentRedirect' }, 'refused'],
  [{ kind: 'error', status: 507, code: 'XMinioStorageFull' }, 'full'],
  [{ kind: 'error', status: 403, code: 'QuotaExceeded' }, 'full'],
  [{ kind: 'error', status: 503, code: 'SlowDown' }, 'unavailable'],
  [{ kind: 'error', status: 502, code: '' }, 'unavailable'],
  [{ kind: 'cut' }, 'unavailable'],
])('%j is told as %s, without a key', async (fault, kind) => {
  const store = storeOf();
  const writer = await store.writer('a.cast');
  server.fault = () => fault;
  for (const ask of [
    () => store.put('a', bytesOf('x')),
    () => writer.append(part(1)),
    () => store.keys(''),
    () => store.folders(''),
    () => store.delete('a'),
    () => store.read('a'),
  ]) {
    const error = await ask().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'StoreError', kind });
    for (const secret of Object.values(KEYS)) expect(everythingOf(error)).not.toContain(secret);
  }
  server.fault = () => undefined;
  await writer.append(part(1));
  await writer.complete();
  expect([...server.objects.values()][0]?.length).toBe(PART_BYTES);
});

/** The message, the stack and the causes. */
function everythingOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return [error.message, error.stack, JSON.stringify(error), everythingOf(error.cause ?? '')].join('\n');
}

test.each([
  ['a wrong secret', { secretAccessKey: 'wrong' }],
  ['a wrong id', { accessKeyId: 'WRONG' }],
  ['no session', { sessionToken: undefined }],
])('%s is refused', async (_, changes) => {
  const store = storeOf({ keys: fixedKeys({ ...KEYS, ...changes }) });
  await expect(store.put('a', bytesOf('x'))).rejects.toMatchObject({ kind: 'refused' });
  expect(server.objects.size).toBe(0);
});

test('a role opens the bucket, also with its next keys', async () => {
  const clock = new FakeClock(Date.now());
  const giver = await KeyServer.start(() => clock.now());
  onTestFinished(() => giver.stop());
  const url = `${giver.url}/v1/credentials`;
  const keys = openKeys({ kind: 'container', url, token: TOKEN, tokenFile: undefined }, clock);
  const store = storeOf({ clock, keys });
  for (const number of [1, 2]) {
    server.keys = {
      accessKeyId: `ASIA${number}`,
      secretAccessKey: `secret/${number}`,
      sessionToken: `session+${number}=`,
    };
    await store.put('a', bytesOf(`${number}`));
    clock.advance(giver.lifeMs);
  }
  expect([...server.objects.values()].map(String)).toEqual(['2']);
});

test('without keys of its role a bucket is not asked, and the reason is told', async () => {
  const giver = await KeyServer.start(Date.now);
  onTestFinished(() => giver.stop());
  const tokenFile = '/not/there/token';
  const source = { url: giver.url, roleArn: ROLE, sessionName: 'podshell', tokenFile };
  const store = storeOf({ keys: openKeys({ kind: 'web-identity', ...source }, hastyClock) });
  await expect(store.put('a', bytesOf('x'))).rejects.toMatchObject({
    kind: 'refused',
    message: "AWS_WEB_IDENTITY_TOKEN_FILE names a file that can't be read (ENOENT).",
  });
  expect(server.log).toEqual([]);
});

test('a passing failure is not even noticed', async () => {
  let failures = 2;
  server.fault = () => {
    failures -= 1;
    return failures < 0 ? undefined : { kind: 'error', status: 503, code: 'SlowDown' };
  };
  await storeOf().put('a', bytesOf('x'));
  expect(server.objects.size).toBe(1);
});

test('a store that is not there at all', async () => {
  const store = storeOf();
  await server.stop();
  await expect(store.put('a', bytesOf('x'))).rejects.toMatchObject({
    kind: 'unavailable',
    message: expect.stringContaining('ECONNREFUSED'),
  });
});

test('a store that stalls is given up when the time is over, by its limit or by the call’s', async () => {
  const clock = new FakeClock(Date.now());
  const store = storeOf({ clock, limitMs: 3000 });
  let asked = 0;
  server.fault = () => {
    asked += 1;
    return { kind: 'stall' };
  };
  const late = { kind: 'unavailable', message: expect.stringContaining('in time') };
  for (const [ask, ms] of [
    [() => store.put('a', bytesOf('x'), 1000), 1000],
    [() => store.put('a', bytesOf('x')), 3000],
    [() => store.read('a'), 3000],
    [() => store.keys(''), 3000],
  ] as const) {
    const before = asked;
    const answer = ask().catch((error: unknown) => error);
    await expect.poll(() => asked).toBe(before + 1);
    await clock.advanceAsync(ms);
    expect(await answer).toMatchObject(late);
  }
  expect(clock.pendingTimers).toBe(0);
});

test('an object whose connection breaks goes on where it broke', async () => {
  const store = storeOf();
  const whole = Buffer.alloc(3_000_000).map((_, index) => index % 251);
  await store.put('a.cast', whole);
  const read = await store.read('a.cast', 5);
  const pieces: Uint8Array[] = [];
  let isBroken = false;
  for await (const piece of read.bytes) {
    pieces.push(piece);
    if (isBroken) continue;
    isBroken = true;
    server.cut();
  }
  expect(Buffer.concat(pieces).equals(whole.subarray(5))).toBe(true);
});
