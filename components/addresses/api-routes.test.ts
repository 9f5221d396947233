import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  accessRoute,
  contextsRoute,
  namespacesRoute,
  newShellRoute,
  podEventsRoute,
  podListEventsRoute,
  podNamesRoute,
  podRoute,
  podYamlRoute,
  sessionRoute,
  sessionsRoute,
} from './api-routes.ts';

const place = { context: 'alice', namespace: 'n', pod: 'p' };

test.each([
  [podRoute(place), '/api/pods/n/p?context=alice'],
  [podYamlRoute(place, { managedFields: false }), '/api/pods/n/p/yaml?context=alice'],
  [podYamlRoute(place, { managedFields: true }), '/api/pods/n/p/yaml?managedFields=true&context=alice'],
  [podEventsRoute(place), '/api/pods/events?namespace=n&pod=p&context=alice'],
  [podListEventsRoute({ context: undefined, namespaces: [] }), '/api/pods/events'],
  [
    podListEventsRoute({ context: 'a', namespaces: ['n', 'm'] }),
    '/api/pods/events?namespace=n%2Cm&context=a',
  ],
  [podNamesRoute('a'), '/api/pods/names?context=a'],
  [accessRoute({ context: undefined, namespaces: ['n'] }), '/api/access?namespace=n'],
  [namespacesRoute(undefined), '/api/namespaces'],
  [contextsRoute(), '/api/contexts'],
  [newShellRoute(place), '/api/pods/n/p/shell'],
  [sessionsRoute(), '/api/sessions'],
  [sessionRoute('abc'), '/api/sessions/abc'],
])('%s', (built, expected) => {
  expect(built).toBe(expected);
});

test('a name cannot leave its path segment', () => {
  const name = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => text !== '.' && text !== '..');
  const segments = (route: string) =>
    new URL(route, 'http://localhost').pathname.split('/').slice(1).map(decodeURIComponent);
  fc.assert(
    fc.property(name, name, name, (namespace, pod, context) => {
      expect(segments(podRoute({ context, namespace, pod }))).toEqual(['api', 'pods', namespace, pod]);
      expect(segments(newShellRoute({ namespace, pod }))).toEqual(['api', 'pods', namespace, pod, 'shell']);
      expect(segments(sessionRoute(pod))).toEqual(['api', 'sessions', pod]);
      const { searchParams } = new URL(podRoute({ context, namespace, pod }), 'http://localhost');
      expect(searchParams.get('context')).toBe(context);
    }),
  );
});
