/** Files of the age command, and ours in it. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAgeFile } from './age-file.ts';
import { ageSealer } from './age-sealer.ts';

/** Made for these tests. */
const IDENTITY = 'AGE-SECRET-KEY-1HSLCYMCRFZHRQ2YLFSXWREZMRS8V4ZNZ7PL3SUTN0QXPR8HPL2JSSGNS6M';

const folder = mkdtempSync(join(tmpdir(), 'podshell-age-'));
const keyFile = join(folder, 'key.txt');
beforeAll(() => writeFileSync(keyFile, IDENTITY));
afterAll(() => rmSync(folder, { recursive: true }));

async function decrypted(sealed: Buffer): Promise<Buffer> {
  const file = await openAgeFile(
    async (from, to) => ({ size: sealed.length, bytes: once(sealed.subarray(from, to)) }),
    IDENTITY,
  );
  const pieces: Uint8Array[] = [];
  for await (const piece of file.read(0, file.size)) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes;
}

test('a file that the command has made', async () => {
  const sealed = readFileSync(join(import.meta.dirname, 'fixtures', 'age-1.1.1.age'));
  expect((await decrypted(sealed)).toString()).toBe('made by age 1.1.1\n');
});

function isInstalled(): boolean {
  try {
    execFileSync('age', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const SIZES = [0, 1, 65_536, 65_537, 200_000];

test.skipIf(!isInstalled()).each(SIZES)(
  '%d bytes: the command reads ours, and we read its file',
  async (size) => {
    const plain = Buffer.alloc(size).map((_, index) => (index * 7) % 256);
    const recipient = await identityToRecipient(IDENTITY);
    const sealer = await ageSealer([recipient]);
    const ours = join(folder, 'ours.age');
    writeFileSync(ours, Buffer.concat([sealer.seal(plain), sealer.end()]));
    const options = { maxBuffer: 1_000_000 };
    expect(execFileSync('age', ['-d', '-i', keyFile, ours], options).equals(plain)).toBe(true);
    const theirs = execFileSync('age', ['-r', recipient], { ...options, input: plain });
    expect((await decrypted(theirs)).equals(plain)).toBe(true);
  },
);
