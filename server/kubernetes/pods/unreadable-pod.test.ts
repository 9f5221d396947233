import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PodObject } from '../objects.ts';
import { podEntry } from './list-pods.ts';

const metadata = { namespace: 'a', name: 'x', uid: 'u', resourceVersion: '5' };

test.each([
  { spec: null },
  { spec: { containers: null } },
  { status: { containerStatuses: 7 } },
  { status: { conditions: [null] } },
])('a pod with %j is listed with its name and the reason', (odd) => {
  const { pod } = podEntry({ metadata, ...odd } as unknown as PodObject);
  expect(pod).toMatchObject({
    namespace: 'a',
    name: 'x',
    uid: 'u',
    status: 'Unknown',
    statusMessage: expect.stringMatching(/can't read this pod/),
  });
});

test('no object makes it throw', () => {
  const shape = fc.record(
    { metadata: fc.anything(), spec: fc.anything(), status: fc.anything() },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(shape, fc.anything()), (object) => {
      const { pod } = podEntry(object as PodObject);
      expect([typeof pod.name, typeof pod.uid, typeof pod.status]).toEqual(['string', 'string', 'string']);
    }),
  );
});
