import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseOwnedId, parseReplicaId } from '#protocol/replica-ids.ts';
import type { Fate, Peer } from '#server/peers/ports.ts';
import { SESSION_ENDPOINTS } from '#server/sockjs/routes.ts';
import { readTarget } from '../request/request-target.ts';
import { type Place, placeOf, type RoutingView } from './replica-router.ts';

const SELF = 'self-000000000000';
const OTHER = 'other-111111111111';
const THIRD = 'third-222222222222';
const LOST = 'lost-333333333333';
const GONE = 'gone-444444444444';
const HERE: Place = { kind: 'here' };
const PREFIX = '/ws/api/sockjs';

function peer(id: string): Peer {
  return { id, name: parseReplicaId(id)?.name ?? id, url: `https://${id}:1`, draining: false };
}

function fateOf(id: string): Fate {
  if (id === SELF) return { kind: 'self' };
  if (id === OTHER || id === THIRD) return { kind: 'alive', peer: peer(id) };
  return { kind: id === LOST ? 'unreachable' : 'gone', replica: peer(id) };
}

function ids(replicaId: string): string {
  return `${'r'.repeat(32)}~${replicaId}~${'c'.repeat(16)}`;
}

function view(changes: Partial<RoutingView> = {}): RoutingView {
  return {
    peers: { fateOf, homeOf: () => peer(THIRD) },
    sockjsPrefix: PREFIX,
    sessionOwner: (id) => parseOwnedId(id)?.owner,
    viewOwner: (id) => parseOwnedId(id)?.owner,
    streamOwner: (id) => parseOwnedId(id)?.owner,
    isDraining: false,
    ...changes,
  };
}

function place(method: string, path: string, changes: Partial<RoutingView> = {}): Place {
  const target = readTarget(path);
  if (target === undefined) throw new Error(`No path: ${path}`);
  const query = path.split('?')[1] ?? '';
  return placeOf({ method, target, query, requestId: 'request-1' }, view(changes));
}

const to = (id: string): Place => ({ kind: 'peer', peer: peer(id) });
const lost: Place = { kind: 'unreachable', replica: peer(LOST) };

const HTTP_TRANSPORTS = SESSION_ENDPOINTS.filter((endpoint) => endpoint !== 'websocket');

describe('SockJS', () => {
  test.each(HTTP_TRANSPORTS)('%s goes to the replica that its path names', (transport) => {
    const path = (server: string) => `${PREFIX}/${server}/abcdefgh/${transport}`;
    expect(place('GET', path(OTHER))).toEqual(to(OTHER));
    expect(place('GET', `${path(OTHER)}/`)).toEqual(to(OTHER));
    expect(place('GET', `${path(OTHER)}?t=1`)).toEqual(to(OTHER));
    expect(place('GET', path(SELF))).toEqual(HERE);
    expect(place('GET', path(LOST))).toEqual(lost);
  });

  test.each(HTTP_TRANSPORTS)('%s of any other server meets at its home', (transport) => {
    const keys: string[] = [];
    const homeOf = (key: string, also?: string) => {
      keys.push(`${key}, ${also}`);
      return peer(THIRD);
    };
    for (const server of ['123', GONE, `${OTHER}x`, OTHER.toUpperCase()]) {
      const path = `${PREFIX}/${server}/abcdefgh/${transport}`;
      expect(place('POST', path, { peers: { fateOf, homeOf } })).toEqual(to(THIRD));
      expect(place('POST', path, { peers: { fateOf, homeOf: () => undefined } })).toEqual(HERE);
    }
    expect(keys[0]).toBe('sockjs 123/abcdefgh, draining');
  });

  test.each(['123', SELF, OTHER, LOST, GONE])(
    'a WebSocket stays where it came, also one for %s',
    (server) => {
      expect(place('GET', `${PREFIX}/${server}/abcdefgh/websocket`)).toEqual(HERE);
    },
  );

  test.each([
    '',
    '/',
    '/info',
    '/websocket',
    '/iframe.html',
    `/${OTHER}`,
    `/${OTHER}/a.b/xhr`,
    `/${OTHER}//xhr`,
  ])('what belongs to no session stays: %j', (rest) => {
    expect(place('GET', `${PREFIX}${rest}`)).toEqual(HERE);
  });

  test('all requests of one session go to one place, whatever their transport and query', () => {
    const segment = fc.stringMatching(/^[\w~-]{1,20}$/);
    const home = fc.constantFrom(undefined, OTHER, THIRD);
    const transport = fc.constantFrom(...HTTP_TRANSPORTS);
    const server = fc.oneof(segment, fc.constantFrom(SELF, OTHER, LOST, GONE));
    fc.assert(
      fc.property(server, segment, transport, transport, home, (named, session, one, another, homeId) => {
        const homeOf = () => (homeId === undefined ? undefined : peer(homeId));
        const at = (last: string) =>
          place('POST', `${PREFIX}/${named}/${session}/${last}`, { peers: { fateOf, homeOf } });
        expect(at(`${one}?x=${OTHER}`)).toEqual(at(another));
      }),
    );
  });
});

describe('a session by its id', () => {
  test.each([
    ['DELETE', ''],
    ['POST', '/leave'],
    ['POST', '/viewers'],
  ])('%s /api/sessions/{id}%s', (method, rest) => {
    expect(place(method, `/api/sessions/${ids(OTHER)}${rest}`)).toEqual(to(OTHER));
    expect(place(method, `/api/sessions/${ids(SELF)}${rest}`)).toEqual(HERE);
    expect(place(method, `/api/sessions/${ids(LOST)}${rest}`)).toEqual(lost);
    expect(place(method, `/api/sessions/${ids(GONE)}${rest}`)).toEqual(HERE);
    expect(place(method, `/api/sessions/${'a'.repeat(32)}${rest}`)).toEqual(HERE);
  });

  test('as Next reads it, with escapes', () => {
    const id = ids(OTHER).replaceAll('~', '%7E');
    expect(place('DELETE', `/api/sessions/${id}`)).toEqual(to(OTHER));
  });

  test('one that no replica has made is nobody else’s', () => {
    const forged = { sessionOwner: () => undefined };
    expect(place('DELETE', `/api/sessions/${ids(OTHER)}`, forged)).toEqual(HERE);
  });

  test('the list is everybody’s', () => {
    expect(place('GET', '/api/sessions')).toEqual(HERE);
  });
});

test('a pod stream goes by its id', () => {
  const path = `/api/pods/streams?a=b&stream=${encodeURIComponent(ids(OTHER)).replaceAll('~', '%7E')}`;
  expect(place('PUT', path)).toEqual(to(OTHER));
  expect(place('PUT', `/api/pods/streams?stream=${ids(LOST)}`)).toEqual(lost);
  expect(place('GET', '/api/pods/streams')).toEqual(HERE);
  expect(place('PUT', path, { streamOwner: () => undefined })).toEqual(HERE);
  // A namespace may be named so.
  expect(place('GET', `/api/pods/streams/debian?stream=${ids(OTHER)}`)).toEqual(HERE);
});

describe('a new shell', () => {
  const draining = { isDraining: true };
  test.each([
    ['GET', '/api/pod/debian/shell?namespace=team-a'],
    ['POST', '/api/pods/team-a/debian/shell'],
  ])('%s %s is for a replica that does not drain', (method, path) => {
    expect(place(method, path)).toEqual(HERE);
    expect(place(method, path, draining)).toEqual(to(THIRD));
    const alone = { ...draining, peers: { fateOf, homeOf: () => undefined } };
    expect(place(method, path, alone)).toEqual(HERE);
  });

  test.each([
    ['GET', '/api/pods/team-a/debian/shell'],
    ['GET', '/api/pods/team-a/debian'],
    ['GET', '/api/pods/team-a/debian/log'],
    ['POST', '/api/signout'],
    ['GET', '/shell/team-a/debian'],
  ])('%s %s is none', (method, path) => {
    expect(place(method, path, draining)).toEqual(HERE);
  });
});

test('whatever the path, nothing goes to a replica that does not live, and nothing throws', () => {
  const part = fc.oneof(
    fc.constantFrom('api', 'pods', 'pod', 'sessions', 'streams', 'shell', 'ws', 'sockjs', '..', '.', 'xhr'),
    fc.constantFrom(SELF, OTHER, LOST, GONE, ids(OTHER), ids(GONE), ids(LOST)),
    fc.string({ maxLength: 8 }).map(encodeURIComponent),
  );
  fc.assert(
    fc.property(fc.array(part), fc.boolean(), fc.boolean(), (parts, isSockjs, isDraining) => {
      const target = readTarget(`${isSockjs ? PREFIX : ''}/${parts.join('/')}`);
      if (target === undefined) return;
      const found = placeOf({ method: 'POST', target, query: '', requestId: 'r' }, view({ isDraining }));
      expect(['here', 'peer', 'unreachable']).toContain(found.kind);
      if (found.kind === 'peer') expect([OTHER, THIRD]).toContain(found.peer.id);
    }),
  );
});
