import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseOwnedId, parseReplicaId, replicaId } from './replica-ids.ts';

const nonces = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 12, maxLength: 12 });
const base64url = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'AZaz09-_'), minLength: length, maxLength: length });

test('any name makes an id that fits a segment of a SockJS path, and that is read again', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), nonces, (name, nonce) => {
      const id = replicaId(name, nonce);
      expect(id).toMatch(/^[a-z0-9-]{14,53}$/);
      const parsed = parseReplicaId(id);
      expect(parsed?.id).toBe(id);
      expect(`${parsed?.name}-${nonce}`).toBe(id);
    }),
  );
});

test('a usual name stays as it is, and of a long one the end does', () => {
  const nonce = '0123456789ab';
  expect(replicaId('podshell-6d5f8c7b9d-x2x4z', nonce)).toBe('podshell-6d5f8c7b9d-x2x4z-0123456789ab');
  expect(parseReplicaId(replicaId('Web_1.example', nonce))?.name).toBe('web-1-example');
  expect(parseReplicaId(replicaId(`${'a'.repeat(60)}-x2x4z`, nonce))?.name).toMatch(/^a+-x2x4z$/);
});

test('an owned id says whose it is', () => {
  fc.assert(
    fc.property(base64url(32), fc.string(), nonces, base64url(16), (random, name, nonce, code) => {
      const owner = replicaId(name, nonce);
      expect(parseOwnedId(`${random}~${owner}~${code}`)).toEqual({
        owner: parseReplicaId(owner),
        signed: `${random}~${owner}`,
        code,
      });
    }),
  );
});

test('other texts are no ids', () => {
  const random = 'r'.repeat(32);
  const others = [
    '',
    random,
    'web-1',
    'web-1-0123456789aB',
    '-0123456789ab',
    `${random}~web-0123456789ab`,
    `${random}~web-0123456789ab~`,
    `${random}~web-0123456789xy~${'c'.repeat(16)}`,
    `${random}~web-0123456789ab~${'c'.repeat(16)}~`,
    `${random}~web-0123456789ab~${'c'.repeat(16)}\n`,
    `${random}~${'w'.repeat(41)}-0123456789ab~${'c'.repeat(16)}`,
  ];
  for (const text of others) {
    expect(parseOwnedId(text)).toBeUndefined();
    expect(parseReplicaId(text)).toBeUndefined();
  }
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => parseOwnedId(text) === undefined));
});
