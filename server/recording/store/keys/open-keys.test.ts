import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { S3KeySource } from '#server/config/recording/s3-keys.ts';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { KeyServer, ROLE, refusal, TOKEN } from '../testing/key-server.ts';
import { openKeys } from './open-keys.ts';

const MINUTE_MS = 60_000;

let folder: string;
let tokenFile: string;
let clock: FakeClock;
let server: KeyServer;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podshell-keys-'));
  tokenFile = join(folder, 'token');
  await writeFile(tokenFile, `${TOKEN}\n`);
  clock = new FakeClock();
  server = await KeyServer.start(() => clock.now());
});
afterEach(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

const SOURCES: Readonly<Record<string, () => S3KeySource>> = {
  'by web identity': () => ({
    kind: 'web-identity',
    url: server.url,
    roleArn: ROLE,
    sessionName: 'podshell',
    tokenFile,
  }),
  'of a container': () => ({
    kind: 'container',
    url: `${server.url}/v1/credentials`,
    token: undefined,
    tokenFile,
  }),
};

describe.each(Object.entries(SOURCES))('keys %s', (_, source) => {
  test('are asked for once, however many requests wait', async () => {
    const keys = openKeys(source(), clock);
    const all = await Promise.all([keys.current(), keys.current(), keys.current()]);
    expect(all).toMatchObject([server.given[0], server.given[0], server.given[0]]);
    expect(server.requests).toBe(1);
    expect(clock.pendingTimers).toBe(0);
  });

  test('are renewed before they expire, and requests go on with the old ones meanwhile', async () => {
    const keys = openKeys(source(), clock);
    await keys.current();
    clock.advance(54 * MINUTE_MS);
    await keys.current();
    expect(server.requests).toBe(1);
    clock.advance(2 * MINUTE_MS);
    expect(await keys.current()).toMatchObject({ accessKeyId: 'ASIA1' });
    await expect.poll(async () => await keys.current()).toMatchObject({ accessKeyId: 'ASIA2' });
    expect(server.requests).toBe(2);
  });

  test('that cannot be renewed are used until they expire, and then the reason is told', async () => {
    const keys = openKeys(source(), clock);
    await keys.current();
    server.fault = () => refusal('AccessDenied');
    clock.advance(56 * MINUTE_MS);
    for (const asked of [2, 3]) {
      expect(await keys.current()).toMatchObject({ accessKeyId: 'ASIA1' });
      await expect.poll(() => server.requests).toBe(asked);
      // Not with every request.
      await clock.advanceAsync(5000);
      await keys.current();
      expect(server.requests).toBe(asked);
      await clock.advanceAsync(5000);
    }
    clock.advance(3 * MINUTE_MS);
    await expect(keys.current()).rejects.toMatchObject({ kind: 'refused', message: /400 AccessDenied/ });
    server.fault = undefined;
    expect(await keys.current()).toMatchObject({ accessKeyId: 'ASIA2' });
  });

  test('need the token that is in the file now, and no error quotes it', async () => {
    await writeFile(tokenFile, 'old-token');
    const keys = openKeys(source(), clock);
    const refused = await keys.current().catch((error: unknown) => error);
    expect(refused).toMatchObject({ name: 'StoreError', kind: 'refused' });
    expect(JSON.stringify([refused, `${refused}`, (refused as Error).stack])).not.toContain('old-token');
    await writeFile(tokenFile, TOKEN);
    expect(await keys.current()).toMatchObject({ accessKeyId: 'ASIA1' });
  });

  test.each([
    ['is empty', ''],
    ['has several lines', 'one\ntwo'],
  ])('a token file that %s is refused', async (_what, text) => {
    await writeFile(tokenFile, text);
    const keys = openKeys(source(), clock);
    await expect(keys.current()).rejects.toMatchObject({ kind: 'refused', message: /without a token/ });
    expect(server.requests).toBe(0);
  });

  test('a token file that has gone is refused', async () => {
    await rm(tokenFile);
    await expect(openKeys(source(), clock).current()).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(/_TOKEN_FILE names a file that can't be read \(ENOENT\)/),
    });
  });

  test.each([
    ['a failure', { status: 503, body: '' }, 'unavailable'],
    ['a request to slow down', refusal('Throttling'), 'unavailable'],
    ['nothing that is known', { status: 404, body: 'not here' }, 'refused'],
    ['a success without keys', { status: 200, body: '{}' }, 'unavailable'],
    ['keys that never expire', { status: 200, body: '{"Expiration":"never"}' }, 'unavailable'],
    ['another address', { status: 302, body: '' }, 'refused'],
  ])('%s is an answer without keys', async (_what, reply, kind) => {
    server.fault = () => reply;
    await expect(openKeys(source(), clock).current()).rejects.toMatchObject({ name: 'StoreError', kind });
  });

  test('a service that stalls is given up after two seconds', async () => {
    server.fault = () => undefined;
    const asked = openKeys(source(), clock)
      .current()
      .catch((error: unknown) => error);
    await expect.poll(() => server.requests).toBe(1);
    await clock.advanceAsync(2000);
    expect(await asked).toMatchObject({ kind: 'unavailable', message: expect.stringContaining('in time') });
  });

  test('a service that is not there', async () => {
    const keys = openKeys(source(), clock);
    await server.stop();
    await expect(keys.current()).rejects.toMatchObject({ kind: 'unavailable', message: /ECONNREFUSED/ });
    server = await KeyServer.start(() => clock.now());
  });
});

test('a token of the environment opens what a container is given', async () => {
  const source = { kind: 'container', url: `${server.url}/v1/credentials`, tokenFile: undefined } as const;
  expect(await openKeys({ ...source, token: TOKEN }, clock).current()).toMatchObject(server.given[0] ?? {});
  await expect(openKeys({ ...source, token: 'a\nb: c' }, clock).current()).rejects.toMatchObject({
    kind: 'refused',
    message: 'AWS_CONTAINER_AUTHORIZATION_TOKEN is no token.',
  });
  await expect(openKeys({ ...source, token: undefined }, clock).current()).rejects.toMatchObject({
    message: expect.stringContaining('403'),
  });
});

test('a file is read again every minute', async () => {
  const file = join(folder, 'credentials');
  const write = (id: string) =>
    writeFile(file, `[default]\naws_access_key_id=${id}\naws_secret_access_key=secret\n`);
  await write('AK1');
  const keys = openKeys({ kind: 'file', file, profile: 'default' }, clock);
  expect(await keys.current()).toMatchObject({ accessKeyId: 'AK1', sessionToken: undefined });
  await write('AK2');
  clock.advance(MINUTE_MS);
  await expect.poll(async () => await keys.current()).toMatchObject({ accessKeyId: 'AK2' });
  await writeFile(file, 'nothing');
  clock.advance(5 * MINUTE_MS);
  const refused = await keys.current().catch((error: unknown) => error);
  expect(refused).toMatchObject({ name: 'StoreError', kind: 'refused', message: /no keys for the profile/ });
  await rm(file);
  await expect(keys.current()).rejects.toMatchObject({ kind: 'refused', message: /read \(ENOENT\)/ });
});
