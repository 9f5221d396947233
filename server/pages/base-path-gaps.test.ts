import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filled, withGaps } from './base-path-gaps.ts';

const MARK = '/__mark__';
const piece = fc
  .string({ unit: fc.constantFrom('a', '/', '_', 'é', '\n', 'm') })
  .filter((text) => !text.includes('__mark__'));
const pieces = fc.array(piece, { minLength: 1, maxLength: 6 });

test('a file with gaps is the file with another base path', () => {
  fc.assert(
    fc.property(pieces, fc.constantFrom('', '/a', '/tools/a/podshell'), (texts, basePath) => {
      const gapped = withGaps(Buffer.from(texts.join(MARK)), MARK);
      expect(gapped.gaps).toHaveLength(texts.length - 1);
      expect(gapped.bytes.toString()).toBe(texts.join(''));
      expect(filled(gapped, basePath).toString()).toBe(texts.join(basePath));
    }),
  );
});

test('bytes that are no text stay as they are', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const file = Buffer.from(bytes);
      expect(filled(withGaps(file, MARK), MARK)).toEqual(file);
    }),
  );
});
