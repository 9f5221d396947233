import {
  Decrypter,
  Encrypter,
  generateHybridIdentity,
  generateIdentity,
  identityToRecipient,
} from 'age-encryption';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { openAgeFile, type ReadSealed } from './age-file.ts';

let identity: string;
beforeAll(async () => {
  identity = await generateIdentity();
});

async function seal(plain: Uint8Array, ...identities: string[]): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  for (const one of identities) encrypter.addRecipient(await identityToRecipient(one));
  return await encrypter.encrypt(plain);
}

/** Reads from memory in chunks of an odd size. */
const reading =
  (file: Uint8Array): ReadSealed =>
  async (from, to) => ({
    size: file.length,
    bytes: (async function* () {
      const end = Math.min(to, file.length);
      for (let at = from; at < end; at += 10_007) yield file.subarray(at, Math.min(end, at + 10_007));
    })(),
  });

async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const chunk of chunks) pieces.push(chunk);
  return Buffer.concat(pieces);
}

const PIECE = 65_536;
/** Sizes around the ends of pieces. */
const sizes = fc.oneof(
  fc.constantFrom(0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 1),
  fc.nat({ max: 3 * PIECE }),
);

test('any part of what the library has sealed', async () => {
  await fc.assert(
    fc.asyncProperty(sizes, fc.nat(), fc.nat(), async (size, first, second) => {
      const plain = Buffer.alloc(size).map((_, index) => (index * 31) % 253);
      const file = await openAgeFile(reading(await seal(plain, identity)), identity);
      expect(file.size).toBe(size);
      const [from = 0, to = 0] = [first % (size + 1), second % (size + 1)].sort((a, b) => a - b);
      expect((await bytesOf(file.read(from, to))).equals(plain.subarray(from, to))).toBe(true);
    }),
    { numRuns: 40 },
  );
});

test('one of several recipients opens it, with the file that age-keygen writes', async () => {
  const sealed = await seal(Buffer.from('x'), await generateIdentity(), identity);
  const keyFile = `# created: 2026-11-28T12:00:00Z\n# public key: ${await identityToRecipient(identity)}\n${identity}\n`;
  const file = await openAgeFile(reading(sealed), keyFile);
  expect((await bytesOf(file.read(0, 1))).toString()).toBe('x');
});

test('a recipient that resists quantum computers', async () => {
  const hybrid = await generateHybridIdentity();
  const file = await openAgeFile(reading(await seal(Buffer.from('x'), hybrid)), hybrid);
  expect((await bytesOf(file.read(0, 1))).toString()).toBe('x');
});

test('every changed, cut or swapped byte of the payload is found', async () => {
  const plain = Buffer.alloc(3 * PIECE, 'x');
  const sealed = Buffer.from(await seal(plain, identity));
  const readAll = async (file: Uint8Array) => {
    const { size, read } = await openAgeFile(reading(file), identity);
    return await bytesOf(read(0, size));
  };
  const payload = sealed.length - 3 * (PIECE + 16);
  for (const at of [payload, payload + PIECE + 20, sealed.length - 1]) {
    const changed = Buffer.from(sealed);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    await expect(readAll(changed)).rejects.toThrow();
  }
  for (const bytes of [1, 15, 16, 17, PIECE + 16, 2 * (PIECE + 16)]) {
    await expect(readAll(sealed.subarray(0, -bytes))).rejects.toThrow();
  }
  const swapped = Buffer.concat([
    sealed.subarray(0, payload),
    sealed.subarray(payload + PIECE + 16, payload + 2 * (PIECE + 16)),
    sealed.subarray(payload, payload + PIECE + 16),
    sealed.subarray(payload + 2 * (PIECE + 16)),
  ]);
  await expect(readAll(swapped)).rejects.toThrow();
});

test('a header that was changed, or is none', async () => {
  const sealed = Buffer.from(await seal(Buffer.from('x'), identity));
  const other = await generateIdentity();
  await expect(openAgeFile(reading(sealed), other)).rejects.toThrow('no identity matched');
  await expect(openAgeFile(reading(Buffer.from('no age file')), identity)).rejects.toThrow('no age header');
  const at = sealed.indexOf('\n--- ') + 6;
  sealed.writeUInt8(sealed.readUInt8(at) === 65 ? 66 : 65, at);
  await expect(openAgeFile(reading(sealed), identity)).rejects.toThrow();
});

test('the library opens what this file opens', async () => {
  const sealed = await seal(Buffer.from('x'), identity);
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  expect(Buffer.from(await decrypter.decrypt(sealed)).toString()).toBe('x');
});
