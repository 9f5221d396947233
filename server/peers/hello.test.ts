import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OLDEST_PEER_PROTOCOL, PEER_PROTOCOL, readHello } from './hello.ts';

const hello = {
  protocol: PEER_PROTOCOL,
  oldest: OLDEST_PEER_PROTOCOL,
  id: 'web-1-0123456789ab',
  url: 'https://10.0.0.1:9443',
  state: 'serving',
  gone: [{ id: 'web-2-0123456789ab', ageMs: 0 }],
};

test('a hello passes as it is', () => {
  expect(readHello(JSON.parse(JSON.stringify(hello)))).toEqual({ kind: 'understood', hello });
});

test('what a later version adds is left out', () => {
  expect(readHello({ ...hello, protocol: PEER_PROTOCOL + 5, mood: 'good' })).toEqual({
    kind: 'understood',
    hello: { ...hello, protocol: PEER_PROTOCOL + 5 },
  });
});

test('a version that does not speak ours is known as one, whatever else it says', () => {
  const { id } = hello;
  const protocol = PEER_PROTOCOL + 2;
  const oldest = PEER_PROTOCOL + 1;
  expect(readHello({ protocol, oldest, id, state: 7 })).toEqual({
    kind: 'other-version',
    protocol,
    oldest,
    id,
  });
});

test.each([
  { ...hello, id: 'web-1' },
  { ...hello, url: 'http://10.0.0.1:9443' },
  { ...hello, state: 'happy' },
  { ...hello, gone: [{ id: 'x'.repeat(65), ageMs: 0 }] },
  { ...hello, protocol: 0 },
  undefined,
  [],
])('%j is none', (value) => {
  expect(readHello(value)).toEqual({ kind: 'bad' });
});

test('no JSON makes it throw', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => readHello(value).kind === 'bad'));
});
