import fc from 'fast-check';
import { expect, test } from 'vitest';
import { claimsOf, joinJwt, jwtPartsSchema, splitJwt } from './jwt-parts.ts';

const part = fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.from(bytes).toString('base64url'));
const json = fc.json().map((text) => Buffer.from(text).toString('base64url'));
const token = fc.oneof(
  fc.tuple(json, json, part).map((parts) => parts.join('.')),
  fc.tuple(part, part, part).map((parts) => parts.join('.')),
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('.', '=', 'e30', '-', '_', 'x', 'xx'), { maxLength: 9 })
    .map((all) => all.join('')),
);

test('every text comes back as it was, also through JSON', () => {
  fc.assert(
    fc.property(token, (text) => {
      const parts = splitJwt(text);
      expect(joinJwt(parts)).toBe(text);
      expect(jwtPartsSchema.parse(JSON.parse(JSON.stringify(parts)))).toEqual(parts);
    }),
  );
});

test('claims are an object, whatever the token', () => {
  fc.assert(fc.property(token, (text) => typeof claimsOf(splitJwt(text)) === 'object'));
  expect(claimsOf(splitJwt('x.eyJzdWIiOiJhbGljZSJ9.x'))).toEqual({});
  expect(claimsOf(splitJwt('e30.eyJzdWIiOiJhbGljZSJ9.x'))).toEqual({ sub: 'alice' });
});
