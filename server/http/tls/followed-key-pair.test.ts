import { mkdirSync, renameSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createServerIdentity } from '#demo-cluster/tls/authority.ts';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import { FollowedKeyPair, POLL_MS } from './followed-key-pair.ts';
import { type KeyPairFiles, readKeyPair } from './key-pair.ts';
import { writtenPair } from './testing/written-pair.ts';

/** A busy machine takes its time. */
const WAIT = { interval: 10 };

const pairOfTest = async (now = Date.now()) => writtenPair(await createServerIdentity(now));

function follow(files: KeyPairFiles, now = Date.now()) {
  const clock = new FakeClock(now);
  const logger = new RecordingLogger();
  const followed = new FollowedKeyPair({ files, first: readKeyPair(files), clock, logger });
  onTestFinished(() => followed.dispose());
  /** Looks at the files until something is so. */
  const until = (what: () => boolean) =>
    vi.waitUntil(() => {
      clock.advance(POLL_MS);
      return what();
    }, WAIT);
  return { followed, logger, until };
}

test('takes a pair whose files were written anew, once both are there', async () => {
  const [pair, next] = [await pairOfTest(), await pairOfTest()];
  const { followed, logger, until } = follow(pair);
  const told: string[] = [];
  followed.onChange(({ cert }) => told.push(cert));
  writeFileSync(pair.cert, next.certPem);
  await until(() => logger.of('warn').length > 0);
  expect(followed.current.cert).toBe(pair.certPem);
  writeFileSync(pair.key, next.keyPem);
  await until(() => followed.current.cert === next.certPem);
  expect(told).toEqual([next.certPem]);
  expect(logger.of('info')).toMatchObject([{ message: 'The TLS certificate has changed' }]);
});

test('takes a pair whose files were renamed into place', async () => {
  const [pair, next] = [await pairOfTest(), await pairOfTest()];
  const { followed, until } = follow(pair);
  renameSync(next.cert, pair.cert);
  renameSync(next.key, pair.key);
  await until(() => followed.current.cert === next.certPem);
});

test('takes a pair behind a symbolic link that was swapped, as Kubernetes does', async () => {
  const { directory } = await pairOfTest();
  const [first, second] = [await pairOfTest(), await pairOfTest()];
  const mount = join(directory, 'mount');
  mkdirSync(mount);
  symlinkSync(first.directory, join(mount, '..data'));
  for (const name of ['tls.crt', 'tls.key']) symlinkSync(join('..data', name), join(mount, name));
  const { followed, logger, until } = follow({ cert: join(mount, 'tls.crt'), key: join(mount, 'tls.key') });
  symlinkSync(second.directory, join(mount, '..data_tmp'));
  renameSync(join(mount, '..data_tmp'), join(mount, '..data'));
  await until(() => followed.current.cert === second.certPem);
  expect(logger.of('warn')).toEqual([]);
});

test('keeps the last pair while the files are not valid, and says so once for each state', async () => {
  const pair = await pairOfTest();
  const { followed, logger, until } = follow(pair);
  writeFileSync(pair.key, pair.keyPem.slice(0, 100));
  await until(() => logger.of('warn').length === 1);
  unlinkSync(pair.key);
  await until(() => logger.of('warn').length === 2);
  const next = await pairOfTest();
  writeFileSync(pair.key, next.keyPem);
  writeFileSync(pair.cert, next.certPem);
  await until(() => followed.current.cert === next.certPem);
  expect(logger.of('warn').map(({ fields }) => (fields as { reason: string }).reason)).toEqual([
    expect.stringContaining('holds no private key'),
    expect.stringContaining("can't be read (ENOENT)"),
  ]);
  expect(JSON.stringify(logger.records)).not.toContain(pair.keyPem.split('\n')[1]);
});

test('warns of an expired certificate', async () => {
  const pair = await pairOfTest(Date.UTC(2020, 0, 1));
  const { logger } = follow(pair);
  expect(logger.of('warn')).toMatchObject([{ fields: { expires: '2020-01-31T00:00:00.000Z' } }]);
});
