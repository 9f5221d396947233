import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseRoute, queryParameter, SESSION_ENDPOINTS } from './routes.ts';

const PREFIX = '/ws/api/sockjs';

describe('a target', () => {
  test.each([
    ['', { kind: 'greeting' }],
    ['/', { kind: 'greeting' }],
    ['/info', { kind: 'info' }],
    ['/info/', { kind: 'info' }],
    ['/info?t=1/2', { kind: 'info' }],
    ['/iframe.html', { kind: 'iframe' }],
    ['/iframe-1.6.1.html', { kind: 'iframe' }],
    ['/websocket', { kind: 'raw-websocket' }],
    ['/1/2/websocket', { kind: 'session', sessionId: '2', endpoint: 'websocket' }],
    ['/1/2/xhr_send?a=/3/4/xhr', { kind: 'session', sessionId: '2', endpoint: 'xhr_send' }],
    ['/websocket/websocket/websocket', { kind: 'session', sessionId: 'websocket', endpoint: 'websocket' }],
  ])('%j under the prefix is parsed', (rest, route) => {
    expect(parseRoute(PREFIX, PREFIX + rest)).toEqual(route);
  });

  test.each([
    '//',
    '/1',
    '/1/2',
    '/1/2/',
    '/1//xhr',
    '//2/xhr',
    '/1.0/2/xhr',
    '/1/2.0/xhr',
    '/1/2/xhr/3',
    '/1/2/XHR',
  ])('%j under the prefix is unknown', (rest) => {
    expect(parseRoute(PREFIX, PREFIX + rest)).toEqual({ kind: 'unknown' });
  });

  test.each(['/', '/ws/api', `${PREFIX}x`, `${PREFIX}x/info`, '/other', '*', '', 'http://host', '?'])(
    '%j is not under the prefix',
    (target) => {
      expect(parseRoute(PREFIX, target)).toBeUndefined();
    },
  );

  test('in absolute form is parsed', () => {
    expect(parseRoute(PREFIX, `http://host:1${PREFIX}/info`)).toEqual({ kind: 'info' });
  });
});

const part = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .map(encodeURIComponent)
  .filter((text) => {
    return !text.includes('.') && text.length <= 256;
  });

test('any server and session id without dots is a session, whatever the query', () => {
  fc.assert(
    fc.property(
      part,
      part,
      fc.constantFrom(...SESSION_ENDPOINTS),
      fc.option(fc.webQueryParameters()),
      (server, sessionId, endpoint, query) => {
        const target = `${PREFIX}/${server}/${sessionId}/${endpoint}${query === null ? '' : `?${query}`}`;
        expect(parseRoute(PREFIX, target)).toEqual({ kind: 'session', sessionId, endpoint });
      },
    ),
  );
});

test('parsing never throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (rest) => {
      parseRoute(PREFIX, rest);
      parseRoute(PREFIX, PREFIX + rest);
      queryParameter(rest, 'c');
    }),
  );
});

test('a query parameter round-trips', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (value) => {
      expect(queryParameter(`/a?x=y&${new URLSearchParams({ c: value })}`, 'c')).toBe(value);
    }),
  );
});
