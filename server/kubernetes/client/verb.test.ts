import { expect, test } from 'vitest';
import { eventsPath, NAMESPACES_PATH, podPath, podsPath, SUBJECT_REVIEWS_PATH } from './paths.ts';
import { verbOf } from './verb.ts';

test.each([
  ['GET', podsPath(undefined), 'list'],
  ['GET', podsPath('team-a'), 'list'],
  ['GET', podsPath('pods'), 'list'],
  ['GET', NAMESPACES_PATH, 'list'],
  ['GET', eventsPath('team-a'), 'list'],
  ['GET', podPath('team-a', 'debian'), 'get'],
  ['GET', podPath('team-a', 'pods'), 'get'],
  ['GET', '/livez', 'get'],
  ['POST', SUBJECT_REVIEWS_PATH, 'create'],
])('%s %s is a %s', (method, path, verb) => {
  expect(verbOf(method, path)).toBe(verb);
});
