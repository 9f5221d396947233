import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeEntry, encodeEntry, type JournalEntry } from './journal-entry.ts';

const name = fc.string({ minLength: 1 });
const label = fc.stringMatching(/^[a-z]([-a-z0-9]{0,8}[a-z0-9])?$/);
const entry: fc.Arbitrary<JournalEntry> = fc.record({
  caller: fc.record({ userId: fc.string(), displayName: fc.string() }),
  target: fc.record({ context: name, namespace: label, pod: label, container: label }),
  clusterId: fc.string(),
  podUid: fc.string(),
  containerId: fc.string(),
  mark: fc.record({ pid: fc.integer({ min: 1 }), startedAt: fc.integer({ min: 1 }) }),
  shellId: fc.uuid(),
  notedAt: fc.integer({ min: 0 }),
});

const good = encodeEntry({
  caller: { userId: 'u', displayName: 'U' },
  target: { context: 'c', namespace: 'n', pod: 'web.0', container: 'c' },
  clusterId: '',
  podUid: '',
  containerId: '',
  mark: { pid: 7, startedAt: 9 },
  notedAt: 1,
});

test('decoding an encoded entry returns the entry', () => {
  fc.assert(
    fc.property(entry, (one) => {
      expect(decodeEntry(encodeEntry(one))).toEqual(one);
    }),
  );
});

test('a truncated file is not an entry', () => {
  fc.assert(
    fc.property(entry, fc.nat(), (one, length) => {
      const text = encodeEntry(one);
      expect(decodeEntry(text.slice(0, length % text.length))).toBeUndefined();
    }),
  );
});

test.each(['', 'null', '[]', '{}', '{"mark":{"pid":"1; reboot","startedAt":1}}'])(
  '%j is not an entry',
  (text) => {
    expect(decodeEntry(text)).toBeUndefined();
  },
);

test('an entry whose pid is not a positive integer is rejected', () => {
  expect(decodeEntry(good)).toBeDefined();
  for (const pid of ['0', '-7', '7.5', '"7"', 'null']) {
    expect(decodeEntry(good.replace('"pid":7', `"pid":${pid}`))).toBeUndefined();
  }
});

test('an entry whose pod is not a Kubernetes name is rejected', () => {
  expect(decodeEntry(good)).toBeDefined();
  for (const pod of ['', '..', '../../nodes', 'a/b', 'a?x=1', 'Web']) {
    expect(decodeEntry(good.replace('"web.0"', JSON.stringify(pod)))).toBeUndefined();
  }
});
