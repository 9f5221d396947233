import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isShellPage,
  type PageSearch,
  podHref,
  podsHref,
  readPodPlace,
  readPodsQuery,
  readShellPlace,
  readViewId,
  shellHref,
} from './pages.ts';

/** Browsers resolve `.` and `..` in a path; no Kubernetes name is one of them. */
const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((value) => value !== '.' && value !== '..');
const context = fc.option(text, { nil: undefined });
/** Names are joined with commas in a query. */
const namespaces = fc
  .uniqueArray(
    text.filter((value) => !value.includes(',')),
    { maxLength: 3 },
  )
  .map((names) => names.toSorted());

/** Parses a URL as a browser and Next do. */
function parts(href: string) {
  const url = new URL(href, 'http://localhost');
  const [page, namespace = '', pod = '', ...rest] = url.pathname.split('/').slice(1);
  const search: PageSearch = Object.fromEntries(
    [...url.searchParams.keys()].map((name) => [name, url.searchParams.getAll(name)]),
  );
  return { page, route: { namespace, pod }, rest, params: url.searchParams, search, hash: url.hash };
}

describe('URLs of pages', () => {
  test('are short and readable', () => {
    const place = { context: undefined, namespace: 'team-a', pod: 'web-0' };
    expect(podsHref()).toBe('/pods');
    expect(podsHref({ context: 'alice', namespaces: ['a', 'b'], q: '', sort: '-age' })).toBe(
      '/pods?namespace=a&namespace=b&context=alice&sort=-age',
    );
    expect(podHref(place)).toBe('/pods/team-a/web-0');
    expect(podHref({ ...place, context: 'alice@dev' })).toBe('/pods/team-a/web-0?context=alice%40dev');
    expect(shellHref({ ...place, container: undefined })).toBe('/shell/team-a/web-0');
    expect(shellHref({ ...place, context: 'alice', container: 'main' })).toBe(
      '/shell/team-a/web-0?container=main&context=alice',
    );
  });

  test('parsing the URL of a list returns the list', () => {
    fc.assert(
      fc.property(fc.record({ context, namespaces, q: fc.string(), sort: fc.string() }), (query) => {
        const { page, rest, hash, params } = parts(podsHref(query));
        expect({ page, rest, hash }).toEqual({ page: 'pods', rest: [], hash: '' });
        expect(readPodsQuery(params)).toEqual(query);
      }),
    );
  });

  test('parsing the URL of a pod returns the pod', () => {
    fc.assert(
      fc.property(fc.record({ context, namespace: text, pod: text }), (place) => {
        const { page, route, rest, hash, search } = parts(podHref(place));
        expect({ page, rest, hash }).toEqual({ page: 'pods', rest: [], hash: '' });
        expect(readPodPlace(route, search)).toEqual(place);
      }),
    );
  });

  const anyShell = fc.record(
    { context, namespace: text, pod: text, container: context, attach: fc.constant(true as const) },
    { requiredKeys: ['context', 'namespace', 'pod', 'container'] },
  );

  test('parsing the URL of a shell returns the shell', () => {
    fc.assert(
      fc.property(anyShell, (place) => {
        const href = shellHref(place);
        const { page, route, rest, hash, search } = parts(href);
        expect({ page, rest, hash }).toEqual({ page: 'shell', rest: [], hash: '' });
        expect(readShellPlace(route, search)).toEqual(place);
        expect(isShellPage(new URL(href, 'http://localhost').pathname)).toBe(true);
      }),
    );
  });

  test('other pages are not shell pages', () => {
    expect(isShellPage('/pods/shell/web')).toBe(false);
    expect(isShellPage('/shells')).toBe(false);
  });

  test('empty parameters count as missing, and the first of several counts', () => {
    const route = { namespace: 'team-a', pod: 'web' };
    expect(readShellPlace(route, { container: '', context: ['alice', 'bob'] })).toEqual({
      ...route,
      container: undefined,
      context: 'alice',
    });
  });

  test('a broken escape is not decoded', () => {
    expect(readPodPlace({ namespace: 'team-a', pod: '%zz' }, {}).pod).toBe('%zz');
    expect(readViewId({ viewId: '%zz' })).toBe('%zz');
    expect(readViewId({ viewId: 'a%7Eb' })).toBe('a~b');
  });
});
