import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_SORT, sortColumns } from './columns/pod-sort.ts';
import { decodeListView, type ListView, listHref } from './list-view.ts';

const text = fc.string({ unit: 'grapheme', minLength: 1 });
/** Any UTF-16 text, including lone surrogates. `unit: 'binary'` would first list every code point, which takes seconds. */
const anyUnits = fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units));
const name = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,8}[a-z0-9])?$/);
const anyView: fc.Arbitrary<ListView> = fc.record({
  context: fc.option(text, { nil: undefined }),
  namespaces: fc.uniqueArray(name, { maxLength: 3 }).map((names) => names.toSorted()),
  q: fc.string({ unit: 'grapheme' }),
  sort: fc.record({ column: fc.constantFrom(...sortColumns), descending: fc.boolean() }),
});

function decode(href: string): ListView {
  return decodeListView(new URL(href, 'http://localhost/pods').searchParams);
}

describe('the view in the URL', () => {
  test('parsing the URL of a view returns the view', () => {
    fc.assert(
      fc.property(anyView, (view) => {
        expect(decode(listHref(view))).toEqual(view);
      }),
    );
  });

  test('parsing any query does not throw', () => {
    fc.assert(
      fc.property(anyUnits, (query) => {
        const view = decodeListView(new URLSearchParams(query));
        expect(decode(listHref(view))).toEqual(view);
      }),
    );
  });

  test('the default view has no query', () => {
    expect(listHref({ context: undefined, namespaces: [], q: '', sort: DEFAULT_SORT })).toBe('/pods');
  });

  test('is short and readable', () => {
    const view = decode('?namespace=team-a&context=alice&q=status:crash&sort=-age');
    expect(view).toEqual({
      namespaces: ['team-a'],
      context: 'alice',
      q: 'status:crash',
      sort: { column: 'age', descending: true },
    });
    expect(listHref(view)).toBe('/pods?namespace=team-a&context=alice&q=status%3Acrash&sort=-age');
  });

  test.each(['?namespace=b&namespace=a', '?namespace=a,b', '?namespace=b,a,,b'])(
    '%s are two namespaces',
    (query) => {
      expect(decode(query).namespaces).toEqual(['a', 'b']);
      expect(listHref(decode(query))).toBe('/pods?namespace=a&namespace=b');
    },
  );

  test.each(['?sort=colour', '?sort=-', '?sort=', '?namespace=&context=&q='])(
    '%s is the default',
    (query) => {
      expect(decode(query)).toEqual({ context: undefined, namespaces: [], q: '', sort: DEFAULT_SORT });
    },
  );
});
