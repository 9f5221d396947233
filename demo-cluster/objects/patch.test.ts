import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergePatch, strategicMergePatch } from './patch.ts';

describe('merge patch', () => {
  test.each([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('%j patched with %j is %j', (target, patch, result) => {
    expect(mergePatch(target, patch)).toEqual(result);
  });

  test('does not change its input, and is idempotent', () => {
    const object = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }));
    fc.assert(
      fc.property(object, object, (target, patch) => {
        const before = structuredClone(target);
        const once = mergePatch(target, patch);
        expect(target).toEqual(before);
        expect(mergePatch(once, patch)).toEqual(once);
      }),
    );
  });
});

describe('strategic merge patch', () => {
  const target = { spec: { containers: [{ name: 'a', image: 'one' }], other: ['x'] } };

  test('containers merge by name', () => {
    const patch = {
      spec: {
        containers: [
          { name: 'b', image: 'two' },
          { name: 'a', tty: true },
        ],
      },
    };
    expect(strategicMergePatch(target, patch)).toEqual({
      spec: {
        containers: [
          { name: 'a', image: 'one', tty: true },
          { name: 'b', image: 'two' },
        ],
        other: ['x'],
      },
    });
  });

  test('entries can be deleted, lists without a key are replaced, directives are removed', () => {
    const patch = {
      spec: {
        $setElementOrder: [],
        containers: [{ name: 'a', $patch: 'delete' }],
        other: ['y'],
      },
    };
    expect(strategicMergePatch(target, patch)).toEqual({ spec: { containers: [], other: ['y'] } });
  });
});
