import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeMarker } from '../../testing/encode-marker.ts';
import { type Marker, MarkerFilter, type MarkerScan } from './marker.ts';

const marker: fc.Arbitrary<Marker> = fc.record({
  pid: fc.integer({ min: 1, max: 4_194_304 }),
  startedAt: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
  found: fc.integer({ min: -1, max: 99 }),
  oomKills: fc.option(fc.nat({ max: Number.MAX_SAFE_INTEGER }), { nil: undefined }),
});
const noise = fc.oneof(
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  // Truncated markers, and complete ones with another nonce.
  marker.map((other) => encodeMarker('other', other)),
  fc
    .nat({ max: 17 })
    .map((length) => encodeMarker('n', { pid: 1, startedAt: 1, found: 0 }).subarray(0, length)),
);

/** Splits bytes at the given places, each a fraction of the length. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const at = [...places.map((place) => Math.floor(place * bytes.length)), bytes.length].sort((a, b) => a - b);
  let from = 0;
  return at.map((to) => {
    const piece = bytes.subarray(from, to);
    from = to;
    return piece;
  });
}

const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });

function feed(filter: MarkerFilter, pieces: readonly Buffer[]): { scan: MarkerScan; output: Buffer } {
  const output: Buffer[] = [];
  let scan: MarkerScan = { kind: 'waiting' };
  for (const piece of pieces) {
    if (scan.kind === 'waiting') {
      scan = filter.push(piece);
      if (scan.kind !== 'waiting') output.push(scan.output);
    } else {
      output.push(piece);
    }
  }
  if (scan.kind === 'waiting') output.push(filter.giveUp().output);
  return { scan, output: Buffer.concat(output) };
}

test('exactly the first marker is removed, for any chunking', () => {
  fc.assert(
    fc.property(marker, noise, noise, places, (one, before, after, cuts) => {
      const whole = Buffer.concat([before, encodeMarker('nonce', one), after]);
      const { scan, output } = feed(new MarkerFilter('nonce'), cut(whole, cuts));
      expect(scan).toMatchObject({ kind: 'found', marker: one });
      expect(output.equals(Buffer.concat([before, after]))).toBe(true);
    }),
  );
});

test('without a matching marker all bytes pass unchanged', () => {
  fc.assert(
    fc.property(fc.array(noise, { maxLength: 5 }), places, (parts, cuts) => {
      const whole = Buffer.concat(parts);
      const { output } = feed(new MarkerFilter('nonce', 300), cut(whole, cuts));
      expect(output.equals(whole)).toBe(true);
    }),
  );
});

test('at most maxHeldBytes are held back', () => {
  const filter = new MarkerFilter('nonce', 100);
  expect(filter.push(Buffer.alloc(100, 'a'))).toEqual({ kind: 'waiting' });
  expect(filter.push(Buffer.from('b'))).toMatchObject({ kind: 'given-up' });
});

test('a malformed marker is output', () => {
  const broken = Buffer.from('\u001b]7331;podshell;nonce;x;1;0\u0007');
  const right = encodeMarker('nonce', { pid: 7, startedAt: 9, found: 0 });
  const scan = new MarkerFilter('nonce').push(Buffer.concat([broken, right]));
  expect(scan).toEqual({ kind: 'found', marker: { pid: 7, startedAt: 9, found: 0 }, output: broken });
});
