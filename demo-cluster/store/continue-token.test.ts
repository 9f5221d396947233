import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recording } from '../testing/recordings.ts';
import { decodeContinue, encodeContinue } from './continue-token.ts';

test('a token round-trips', () => {
  fc.assert(
    fc.property(fc.nat(), fc.string(), (revision, lastKey) => {
      expect(decodeContinue(encodeContinue({ revision, lastKey }))).toEqual({ revision, lastKey });
    }),
  );
});

test('decoding never throws', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json().map((json) => Buffer.from(json).toString('base64url')),
      ),
      (text) => {
        const token = decodeContinue(text);
        expect(token === undefined || typeof token.lastKey === 'string').toBe(true);
      },
    ),
  );
});

test('a recorded token is decoded', () => {
  const { metadata } = recording('pods-list-limit2').body as { metadata: { continue: string } };
  expect(decodeContinue(metadata.continue)).toEqual({ revision: 1211, lastKey: '/crashloop' });
});
