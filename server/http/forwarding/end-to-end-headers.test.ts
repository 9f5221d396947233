import fc from 'fast-check';
import { expect, test } from 'vitest';
import { endToEndHeaders } from './end-to-end-headers.ts';

const HOP = ['Connection', 'Keep-Alive', 'Proxy-Connection', 'TE', 'Trailer', 'Transfer-Encoding', 'Upgrade'];
const name = fc.oneof(
  fc.constantFrom(...HOP, 'Set-Cookie', 'X-A', 'x-a', 'Cookie', 'Content-Type'),
  fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,12}$/),
);
const lines = fc.array(fc.tuple(name, fc.string()));

test('keeps every other line as it is, in order, and none of a single hop', () => {
  fc.assert(
    fc.property(lines, fc.array(name), (sent, nominated) => {
      const all = [...sent, ['cONNECTION', nominated.join(' , ')] as const];
      const kept = endToEndHeaders(all.flat());
      const gone = new Set([...HOP, ...nominated].map((one) => one.toLowerCase()));
      const named = sent.filter(([one]) => one.toLowerCase() === 'connection');
      for (const [, value] of named) {
        for (const option of value.split(',')) gone.add(option.trim().toLowerCase());
      }
      expect(kept).toEqual(sent.filter(([one]) => !gone.has(one.toLowerCase())));
    }),
  );
});

test('repeated lines stay apart', () => {
  const raw = ['Set-Cookie', 'a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT', 'set-cookie', 'b=2'];
  expect(endToEndHeaders(raw)).toEqual([
    ['Set-Cookie', 'a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT'],
    ['set-cookie', 'b=2'],
  ]);
});
