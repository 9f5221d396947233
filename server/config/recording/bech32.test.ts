import { generateHybridIdentity, generateIdentity, identityToRecipient } from 'age-encryption';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isBech32 } from './bech32.ts';

test('keys of age have a right checksum, and no letter of theirs may be another one', async () => {
  const identities = [await generateIdentity(), await generateHybridIdentity()];
  const texts = [...identities, ...(await Promise.all(identities.map(identityToRecipient)))];
  for (const text of texts) expect(isBech32(text)).toBe(true);
  fc.assert(
    fc.property(fc.constantFrom(...texts), fc.nat(), fc.constantFrom(...'qpzry9x8'), (text, at, letter) => {
      const start = text.lastIndexOf('1') + 1;
      const place = start + (at % (text.length - start));
      const other = text === text.toLowerCase() ? letter : letter.toUpperCase();
      fc.pre(text[place] !== other);
      expect(isBech32(text.slice(0, place) + other + text.slice(place + 1))).toBe(false);
    }),
  );
});

test.each([
  '',
  '1',
  'age1',
  'age1qqqqqq',
  'Age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p',
  'nokey',
])('%j is none', (text) => expect(isBech32(text)).toBe(false));

test('the example of the settings is right', () => {
  expect(isBech32('age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p')).toBe(true);
});
