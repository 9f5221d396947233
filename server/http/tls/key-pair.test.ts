import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createServerIdentity } from '#demo-cluster/tls/authority.ts';
import { readKeyPair } from './key-pair.ts';
import { writtenPair } from './testing/written-pair.ts';

const pairOfTest = async (now = Date.now()) => writtenPair(await createServerIdentity(now));

test('reads a certificate and its key', async () => {
  const pair = await pairOfTest(Date.UTC(2026, 0, 1));
  const read = readKeyPair(pair);
  expect(read.cert).toBe(pair.certPem);
  expect(read.expiresAt).toBe(Date.UTC(2026, 0, 31));
  expect(read.fingerprint).not.toBe(readKeyPair(await pairOfTest()).fingerprint);
});

test('names the file that cannot be read', async () => {
  const pair = await pairOfTest();
  const missing = `${pair.directory}/none`;
  expect(() => readKeyPair({ ...pair, cert: missing })).toThrow(
    `PODSHELL_TLS_CERT is "${missing}", which can't be read (ENOENT).`,
  );
  expect(() => readKeyPair({ ...pair, key: missing })).toThrow(
    `PODSHELL_TLS_KEY is "${missing}", which can't be read (ENOENT).`,
  );
});

test('refuses a key of another certificate', async () => {
  const [pair, other] = [await pairOfTest(), await pairOfTest()];
  expect(() => readKeyPair({ cert: pair.cert, key: other.key })).toThrow(
    /^PODSHELL_TLS_KEY is ".*", which is not the key of the certificate in ".*"\.$/,
  );
});

test('refuses what is no PEM, and a key with a passphrase', async () => {
  const pair = await pairOfTest();
  const key =
    /^PODSHELL_TLS_KEY is ".*", which holds no private key in PEM that can be used; keys with a passphrase cannot\.$/;
  expect(() => readKeyPair({ cert: pair.key, key: pair.key })).toThrow(
    /^PODSHELL_TLS_CERT is ".*", which holds no certificate in PEM\.$/,
  );
  expect(() => readKeyPair({ cert: pair.cert, key: pair.cert })).toThrow(key);
  writeFileSync(pair.key, pair.keyPem.slice(0, 60));
  expect(() => readKeyPair(pair)).toThrow(key);
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const format = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' } as const;
  writeFileSync(pair.key, privateKey.export(format));
  expect(() => readKeyPair(pair)).toThrow(key);
});
