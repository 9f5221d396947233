import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { samplePod } from '../testing/sample-pods.ts';
import { Narrowing } from './narrowing.ts';
import { filterPods, parseFilter } from './pod-filter.ts';

const pods = ['web-1', 'web-2', 'api-1', 'api-web', 'db'].flatMap((name) => [
  samplePod({ name, namespace: 'team-a', status: 'Running' }),
  samplePod({ name, namespace: 'team-b', status: 'Pending', labels: { app: name } }),
]);
const others = pods.slice(3);

const letters = fc.constantFrom(
  ...'webapi-12 :"',
  'name:',
  'status:',
  'is:pending',
  'owner:',
  'label:app=',
  ' -',
);
/** Typed and taken back, letter by letter. */
const typing = fc.array(
  fc.oneof({ weight: 3, arbitrary: letters }, { weight: 1, arbitrary: fc.constant('') }),
  { maxLength: 14 },
);

test('finds what a search of all pods finds, whatever was searched before', () => {
  fc.assert(
    fc.property(typing, fc.array(fc.boolean(), { maxLength: 14 }), (keys, changes) => {
      const narrowing = new Narrowing();
      let text = '';
      keys.forEach((key, index) => {
        text = key === '' ? text.slice(0, -1) : text + key;
        const list = changes[index] === true ? others : pods;
        const filter = parseFilter(text);
        expect(narrowing.find(list, filter)).toEqual(filterPods(list, filter));
      });
    }),
  );
});

test('a longer word searches what the shorter one has found, and back nothing at all', () => {
  const narrowing = new Narrowing();
  const find = (text: string) => narrowing.find(pods, parseFilter(text));
  const searched = vi.spyOn(Array.prototype, 'forEach');
  try {
    const short = find('we');
    const before = searched.mock.contexts.length;
    find('web-1');
    expect(searched.mock.contexts.slice(before)).toContain(short);
    expect(searched.mock.contexts.slice(before)).not.toContain(pods);
    const middle = searched.mock.contexts.length;
    expect(find('we')).toBe(short);
    expect(find('')).toBe(pods);
    expect(searched.mock.contexts.length).toBe(middle);
  } finally {
    searched.mockRestore();
  }
});
