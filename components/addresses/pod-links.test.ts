import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { namespacesRoute, podHref, podListRoute, podRoute, shellHref } from './pod-links.ts';

describe('addresses', () => {
  test('of pages', () => {
    const place = { context: undefined, namespace: 'team-a', pod: 'web-0' };
    expect(podHref(place)).toBe('/pods/team-a/web-0');
    expect(podHref({ ...place, context: 'alice@dev' })).toBe('/pods/team-a/web-0?context=alice%40dev');
    expect(shellHref(place, 'main')).toBe('/shell/team-a/web-0?container=main');
    expect(shellHref({ ...place, context: 'alice' }, 'main')).toBe(
      '/shell/team-a/web-0?container=main&context=alice',
    );
  });

  test('of routes', () => {
    expect(podRoute({ context: 'a', namespace: 'n', pod: 'p' })).toBe('/api/pods/n/p?context=a');
    expect(podListRoute({ context: undefined, namespaces: [] })).toBe('/api/pods');
    expect(podListRoute({ context: 'a', namespaces: ['n'] }, '/events')).toBe(
      '/api/pods/events?namespace=n&context=a',
    );
    expect(namespacesRoute(undefined)).toBe('/api/namespaces');
  });

  test('no name can leave its place', () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => text !== '.' && text !== '..');
    fc.assert(
      fc.property(name, name, name, name, (namespace, pod, container, context) => {
        const url = new URL(shellHref({ context, namespace, pod }, container), 'http://localhost');
        expect(url.pathname.split('/').slice(1).map(decodeURIComponent)).toEqual(['shell', namespace, pod]);
        expect(url.searchParams.get('container')).toBe(container);
        expect(url.searchParams.get('context')).toBe(context);
      }),
    );
  });
});
