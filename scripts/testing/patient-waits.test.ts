import { expect, test, vi } from 'vitest';
import { makePatient, PATIENCE_MS } from './patient-waits.ts';

test.each(['waitFor', 'waitUntil'] as const)('%s is patient unless it is given a limit', (name) => {
  const asked = vi.fn();
  const waits = { waitFor: asked, waitUntil: asked } as unknown as typeof vi;
  makePatient(waits);
  makePatient(waits);
  const condition = () => true;
  waits[name](condition);
  waits[name](condition, { interval: 5 });
  waits[name](condition, { timeout: 1 });
  waits[name](condition, 2);
  expect(asked.mock.calls).toEqual([
    [condition, { timeout: PATIENCE_MS }],
    [condition, { timeout: PATIENCE_MS, interval: 5 }],
    [condition, { timeout: 1 }],
    [condition, 2],
  ]);
});

test('the waits of all tests are patient', () => {
  const { waitFor, waitUntil } = vi;
  makePatient(vi);
  expect(vi).toMatchObject({ waitFor, waitUntil });
});
