import { Decrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openAgeFile } from './age-file.ts';
import { ageSealer } from './age-sealer.ts';

const PIECE = 65_536;

test('any content in any pieces is what the library decrypts', async () => {
  const identity = await generateIdentity();
  const recipients = [
    await identityToRecipient(identity),
    await identityToRecipient(await generateIdentity()),
  ];
  const size = fc.oneof(
    fc.constantFrom(0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE),
    fc.nat({ max: 3 * PIECE }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(size, { maxLength: 4 }), async (sizes) => {
      const pieces = sizes.map((length, index) => Buffer.alloc(length, index + 1));
      const sealer = await ageSealer(recipients);
      const sealed = Buffer.concat([...pieces.map((piece) => sealer.seal(piece)), sealer.end()]);
      const decrypter = new Decrypter();
      decrypter.addIdentity(identity);
      const plain = Buffer.concat(pieces);
      expect(Buffer.from(await decrypter.decrypt(sealed)).equals(plain)).toBe(true);
      const file = await openAgeFile(
        async (from, to) => ({ size: sealed.length, bytes: once(sealed.subarray(from, to)) }),
        identity,
      );
      expect(file.size).toBe(plain.length);
    }),
    { numRuns: 30 },
  );
});

test('two files of the same content share no byte of it', async () => {
  const recipients = [await identityToRecipient(await generateIdentity())];
  const [one, two] = await Promise.all(
    [0, 1].map(async () => {
      const sealer = await ageSealer(recipients);
      return Buffer.concat([sealer.seal(Buffer.alloc(64)), sealer.end()])
        .subarray(-80)
        .toString('hex');
    }),
  );
  expect(one).not.toBe(two);
});

test('a text that is no recipient', async () => {
  await expect(ageSealer(['age1nonsense'])).rejects.toThrow();
});

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes;
}
