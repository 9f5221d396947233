import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeRecording } from '../testing/made-recording.ts';
import { ByteLines } from './byte-lines.ts';
import { browserDigest, ChainCheck } from './chain-check.ts';

const STEPS = Array.from({ length: 25 }, (_, index) => ({ after: 10, step: `line ${index} é€\r\n` }));

async function check(file: Uint8Array, isLive = false) {
  const chain = new ChainCheck(browserDigest());
  const lines = new ByteLines();
  for (const line of lines.push(file)) await chain.push(line, new TextDecoder().decode(line));
  if (!isLive) chain.end(lines.rest);
  return chain.state;
}

test('a recording as it was written is intact', async () => {
  expect(await check(makeRecording(STEPS))).toEqual({ kind: 'intact' });
  expect(await check(makeRecording(STEPS, { hasEnd: false }), true)).toEqual({ kind: 'intact' });
});

test('any other byte anywhere but in the hashes themselves breaks it there', async () => {
  const file = makeRecording(STEPS);
  await fc.assert(
    fc.asyncProperty(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
      const changed = Buffer.from(file);
      changed[at] = ((changed[at] ?? 0) + by) % 256;
      const state = await check(changed);
      expect(state.kind).toBe('broken');
      if (state.kind === 'broken') expect(state.from).toBeLessThanOrEqual(at);
    }),
    { numRuns: 300 },
  );
});

test('a cut file is broken, wherever it is cut', async () => {
  const file = makeRecording(STEPS);
  for (let length = file.indexOf('hash') + 100; length < file.length; length += 1) {
    expect(await check(file.subarray(0, length)), `${length}`).toMatchObject({ kind: 'broken' });
  }
});

test('a dropped line breaks it', async () => {
  const lines = makeRecording(STEPS).toString().split('\n');
  for (let dropped = 1; dropped < lines.length - 1; dropped += 1) {
    const file = Buffer.from(lines.toSpliced(dropped, 1).join('\n'));
    expect(await check(file), lines[dropped]).toMatchObject({ kind: 'broken' });
  }
});

test('the file of another program has none', async () => {
  const file = '{"version":3,"term":{"cols":80,"rows":24}}\n[0.1,"o","a"]\n';
  expect(await check(Buffer.from(file))).toEqual({ kind: 'none' });
});

test('without HTTPS it is not checked', async () => {
  const chain = new ChainCheck(undefined);
  await chain.push(Buffer.from('changed\n'), 'changed');
  chain.end(0);
  expect(chain.state).toEqual({ kind: 'unchecked' });
});
