import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loggedPath } from './logged-path.ts';
import { readTarget } from './request-target.ts';

const PREFIX = '/ws/api/sockjs';

function logged(path: string): string {
  const target = readTarget(path);
  if (target === undefined) throw new Error(`${path} is no target`);
  return loggedPath(target, PREFIX);
}

test.each([
  ['/pods', '/pods'],
  ['/api/sessions', '/api/sessions'],
  ['/api/sessions/s3cret', '/api/sessions/[masked]'],
  ['/api/sessions/s3cret/leave', '/api/sessions/[masked]/leave'],
  ['/api/%73essions/s3cret', '/api/sessions/[masked]'],
  ['/x/../api/sessions/s3cret', '/api/sessions/[masked]'],
  ['/ws/api/sockjs', '/ws/api/sockjs'],
  ['/ws/api/sockjs/info', '/ws/api/sockjs/info'],
  ['/ws/api/sockjs/000/s3cret/xhr_send', '/ws/api/sockjs/[masked]/[masked]/xhr_send'],
  ['/ws/api/sockjs/000/s3cret', '/ws/api/sockjs/[masked]/[masked]'],
])('%s is logged as %s', (path, expected) => {
  expect(logged(path)).toBe(expected);
});

test('no id gets into the log, however the path is written', () => {
  const id = fc.stringMatching(/^[A-Za-z0-9_-]{16,32}$/);
  const before = fc.constantFrom(
    '/api/sessions/',
    '/api//sessions/',
    '/api/./sessions/',
    `${PREFIX}/000/`,
    `${PREFIX}/`,
  );
  const after = fc.constantFrom('', '/', '/leave', '/xhr', '/websocket');
  fc.assert(
    fc.property(before, id, after, (start, secret, end) => {
      fc.pre(start !== `${PREFIX}/` || (end !== '' && end !== '/'));
      expect(logged(start + secret + end)).not.toContain(secret);
    }),
  );
});
