import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '#server/system-clock.ts';
import { fixedKeys } from './keys/open-keys.ts';
import { S3Store } from './s3-store.ts';
import { PART_BYTES } from './s3-writer.ts';
import { bytesOf, piecesOf, textOf } from './testing/store-examples.ts';

/** The package has no types. */
interface S3rver {
  run(): Promise<{ port: number }>;
  close(): Promise<void>;
}

const S3rver: new (options: object) => S3rver = createRequire(import.meta.url)('@20minutes/s3rver');

let folder: string;
let s3: S3rver;
let port: number;

const storeOf = (secretAccessKey: string) =>
  new S3Store({
    bucket: 'logs',
    prefix: 'pod shell/a',
    // The id and the secret of this server, for which it checks signatures.
    keys: fixedKeys({ accessKeyId: 'S3RVER', secretAccessKey, sessionToken: undefined }),
    place: { url: `http://127.0.0.1:${port}/logs`, region: 'us-east-1' },
    clock: systemClock,
    limitMs: 10_000,
  });

const store = () => storeOf('S3RVER');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podshell-s3rver-'));
  s3 = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory: folder,
    configureBuckets: [{ name: 'logs' }],
  });
  ({ port } = await s3.run());
});
afterAll(async () => {
  await s3.close();
  await rm(folder, { recursive: true });
});

test('objects, lists and ranges on a server of others', async () => {
  await store().put('2026/11/28/a.json', bytesOf('{"a":1}'));
  await store().put('2026/11/27/b + c.json', bytesOf('x'));
  expect(await textOf(store().read('2026/11/28/a.json', 1, 4))).toBe('"a"');
  expect(await store().folders('2026/11/')).toEqual(['27', '28']);
  expect(await store().keys('2026/11/27/')).toEqual(['2026/11/27/b + c.json']);
  await store().delete('2026/11/27/b + c.json');
  expect(await store().keys('2026/11/27/')).toEqual([]);
  await expect(store().read('2026/11/27/b + c.json')).rejects.toMatchObject({ kind: 'not-found' });
});

test('a multipart upload that another process goes on with, on a server of others', async () => {
  const first = await store().writer('a.cast');
  await first.append(Buffer.alloc(PART_BYTES, 1));
  const next = await store().writer('a.cast', first.state);
  await next.append(Buffer.alloc(1000, 2));
  await next.complete();
  const read = await store().read('a.cast');
  expect(read.size).toBe(PART_BYTES + 1000);
  const expected = Buffer.concat([Buffer.alloc(PART_BYTES, 1), Buffer.alloc(1000, 2)]);
  expect(Buffer.concat(await piecesOf(read)).equals(expected)).toBe(true);
});

test('a signature that is wrong is refused by a server of others', async () => {
  await expect(storeOf('wrong').put('a', bytesOf('x'))).rejects.toMatchObject({ kind: 'refused' });
});
