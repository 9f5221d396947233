/** What a client may try to get at another replica's inside. */

import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { PodshellError } from '#protocol/problem.ts';
import { PEER_HEADER, writePeerHeader } from '#server/peers/https/peer-header.ts';
import { localCaller } from '#server/testing/callers.ts';
import { sharedKeyLink } from '#server/testing/shared-key-link.ts';
import { exchange, rawRequest, rawUpgrade } from '../testing/raw-request.ts';
import { ownedId, type ReplicaOptions, replicaOfTest, TestNetwork } from '../testing/replicas.ts';
import { echoingPages } from '../testing/test-server.ts';
import { encodePassedOn, PASSED_ON_HEADER } from './passed-on-header.ts';

const HOST = 'Host: 127.0.0.1';
const REQUEST_ID = '0b2f6a3e-0d3c-4e3b-9a55-5a1d6f0c8e11';

/** Notes what each replica's pages and sign-in see. */
async function twoReplicas(options: ReplicaOptions = {}) {
  const network = new TestNetwork();
  const seen: { where: string; request: IncomingMessage; body: string }[] = [];
  const senders: [where: string, address: string][] = [];
  const start = (name: string) =>
    replicaOfTest(network, name, {
      linkOf: sharedKeyLink,
      gate: {
        authenticate({ peer, headers }) {
          senders.push([name, peer]);
          if (headers.cookie === undefined) throw new PodshellError('unauthenticated', 'Sign in.');
          return { caller: localCaller() };
        },
      },
      pages: {
        ...echoingPages,
        async handleRequest(request, response) {
          const body: string = await request.setEncoding('utf8').reduce((all, part) => all + part, '');
          seen.push({ where: name, request, body });
          response.end(name);
        },
      },
      ...options,
    });
  const front = await start('front');
  const owner = await start('owner');
  const forged = `${PASSED_ON_HEADER}: ${encodePassedOn({
    peer: '203.0.113.9',
    front: { replicaId: front.id, requestId: REQUEST_ID },
  })}`;
  const inner = `${PEER_HEADER}: ${writePeerHeader({ kind: 'call', from: front, to: owner.id })}`;
  return { network, front, owner, seen, senders, forged, inner, path: `/api/sessions/${ownedId(owner)}` };
}

const COOKIE = 'Cookie: a=1';

describe('a forged word of a front', () => {
  test('is nothing on the public port', async () => {
    const { front, senders, forged, inner } = await twoReplicas();
    const answer = await rawRequest(front.port, 'GET /pods', [HOST, COOKIE, forged, inner]);
    expect(answer).toMatchObject({ status: 200, body: 'front' });
    expect(answer.headers.get('x-request-id')).not.toBe(REQUEST_ID);
    expect(senders).toEqual([['front', '127.0.0.1']]);
  });

  test.each([[1], [2]])('is replaced by the front’s own on the way, %i times', async (times) => {
    const { front, senders, seen, forged, inner, path } = await twoReplicas();
    const lines = Array.from({ length: times }, () => [forged, inner]).flat();
    const answer = await rawRequest(front.port, `DELETE ${path}`, [HOST, COOKIE, ...lines]);
    expect(answer).toMatchObject({ status: 200, body: 'owner' });
    expect(answer.headers.get('x-request-id')).not.toBe(REQUEST_ID);
    expect(senders).toEqual([
      ['front', '127.0.0.1'],
      ['owner', '127.0.0.1'],
    ]);
    expect(seen[0]?.request.headersDistinct[PASSED_ON_HEADER]).toHaveLength(1);
  });

  test('that is to be dropped as one of the connection stays', async () => {
    const { front, senders, seen, path } = await twoReplicas();
    const hop = `Connection: close, ${PASSED_ON_HEADER}, ${PEER_HEADER}, host`;
    const answer = await rawRequest(front.port, `DELETE ${path}`, [HOST, COOKIE, hop]);
    expect(answer).toMatchObject({ status: 200, body: 'owner' });
    expect(seen[0]?.request.headers.host).toBe('127.0.0.1');
    expect(senders.at(-1)).toEqual(['owner', '127.0.0.1']);
  });

  test('on an upgrade neither: it stays where it came', async () => {
    const { front, owner, senders, forged, inner } = await twoReplicas();
    const path = `/ws/api/sockjs/${owner.id}/abcdefgh/websocket`;
    const answer = await rawUpgrade(front.port, path, [HOST, COOKIE, forged, inner]);
    expect(answer.status).toBe(101);
    expect(senders).toEqual([['front', '127.0.0.1']]);
  });

  test('among those who have the key: one without it, or with two, is refused', async () => {
    const { owner, front, seen } = await twoReplicas();
    const link = sharedKeyLink(front);
    const peer = { ...owner, url: owner.peerUrl, draining: false };
    const word = encodePassedOn({ peer: '', front: { replicaId: front.id, requestId: REQUEST_ID } });
    for (const headers of [[], [PASSED_ON_HEADER, 'x'], [PASSED_ON_HEADER, word, PASSED_ON_HEADER, word]]) {
      const request = link.requestPeer(peer, { path: '/pods', headers: ['Host', '127.0.0.1', ...headers] });
      const status = await new Promise((resolve) => {
        request.once('response', ({ statusCode }) => resolve(statusCode)).end();
      });
      expect(status).toBe(400);
    }
    expect(seen).toEqual([]);
    link.close();
  });
});

describe('the checks', () => {
  test('come first: nobody gets a request passed on without a sign-in', async () => {
    const { front, owner, senders, path } = await twoReplicas();
    expect(await rawRequest(front.port, `DELETE ${path}`)).toMatchObject({ status: 401 });
    const sockjs = `/ws/api/sockjs/${owner.id}/abcdefgh`;
    expect(await rawRequest(front.port, `POST ${sockjs}/xhr`)).toMatchObject({ status: 401 });
    expect(await rawUpgrade(front.port, `${sockjs}/websocket`)).toMatchObject({ status: 401 });
    expect(new Set(senders.map(([where]) => where))).toEqual(new Set(['front']));
  });

  test.each([
    [421, ['Host: evil.example', COOKIE]],
    [403, [HOST, COOKIE, 'Origin: https://evil.example']],
    [403, [HOST, COOKIE, 'Sec-Fetch-Site: cross-site']],
    // To have the owner judge without it does not help.
    [403, [HOST, COOKIE, 'Origin: https://evil.example', 'Connection: close, Origin']],
  ])('of Host and Origin too: %i for %j', async (status, headers) => {
    const { front, senders, path } = await twoReplicas();
    expect(await rawRequest(front.port, `DELETE ${path}`, headers)).toMatchObject({ status });
    expect(senders).toEqual([]);
  });

  test('are made again by the owner, with what the client has sent', async () => {
    const network = new TestNetwork();
    const front = await replicaOfTest(network, 'front', { settings: { allowedHosts: ['a.example'] } });
    const strict = await replicaOfTest(network, 'owner');
    const path = `/api/sessions/${ownedId(strict)}`;
    expect(await rawRequest(front.port, `DELETE ${path}`, ['Host: a.example'])).toMatchObject({
      status: 421,
    });
    const origin = 'Origin: http://127.0.0.1';
    expect(await rawRequest(front.port, `DELETE ${path}`, [HOST, origin])).toMatchObject({ status: 200 });
  });

  test('a segment that names a replica says nothing of rights: the owner answers as anybody would', async () => {
    const { front, owner, seen } = await twoReplicas();
    for (const forged of [
      `${owner.id}x`,
      owner.id.toUpperCase(),
      `%2e%2e%2f${owner.id}`,
      'gone-ffffffffffff',
    ]) {
      const answer = await rawRequest(front.port, `GET /ws/api/sockjs/${forged}/abcdefgh/websocket`, [
        HOST,
        COOKIE,
      ]);
      expect(answer).toMatchObject({ status: 200, body: 'sockjs' });
    }
    expect(seen).toEqual([]);
  });

  test('a request that was passed on is not passed on again', async () => {
    const { front, owner, network, path } = await twoReplicas();
    const link = sharedKeyLink(front);
    // The owner takes another for the owner, and has to answer by itself.
    network.join({ id: 'third-000000000000', name: 'third', url: 'https://127.0.0.1:1', draining: false });
    const third = path.replace(owner.id, 'third-000000000000');
    const word = encodePassedOn({ peer: '', front: { replicaId: front.id, requestId: REQUEST_ID } });
    const request = link.requestPeer(
      { ...owner, url: owner.peerUrl, draining: false },
      {
        method: 'DELETE',
        path: third,
        headers: ['Host', '127.0.0.1', 'Cookie', 'a=1', PASSED_ON_HEADER, word],
      },
    );
    const text = await new Promise((resolve) => {
      request.once('response', (response) => response.setEncoding('utf8').once('data', resolve)).end();
    });
    expect(text).toBe('owner');
    link.close();
  });
});

describe('smuggling', () => {
  const second = 'GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n';

  test.each([
    ['both lengths', 'POST', ['Content-Length: 4', 'Transfer-Encoding: chunked'], `0\r\n\r\n${second}`],
    ['two lengths', 'POST', ['Content-Length: 0', `Content-Length: ${second.length}`], second],
    ['a list of lengths', 'POST', ['Content-Length: 0, 5'], second],
    ['a length with a sign', 'POST', ['Content-Length: +5'], second],
    ['a coding that only looks like chunked', 'POST', ['Transfer-Encoding: xchunked'], `0\r\n\r\n${second}`],
    ['a coding in two words', 'POST', ['Transfer-Encoding: chunked, identity'], `0\r\n\r\n${second}`],
    ['a hidden coding', 'POST', ['Transfer-Encoding : chunked', 'Content-Length: 0'], second],
    ['a folded line', 'POST', ['Content-Length: 0', ' Transfer-Encoding: chunked'], second],
    ['a bare line feed', 'POST', ['X-A: 1\nTransfer-Encoding: chunked', 'Content-Length: 0'], second],
    ['a bare carriage return', 'POST', ['X-A: 1\rTransfer-Encoding: chunked', 'Content-Length: 0'], second],
    ['a chunk size that overflows', 'POST', ['Transfer-Encoding: chunked'], `fffffffffffffffff\r\n${second}`],
    ['a null in a value', 'POST', ['X-A: \0', 'Content-Length: 0'], second],
  ])('by %s: the owner never sees it', async (_how, method, headers, body) => {
    const { front, seen, path } = await twoReplicas();
    const lines = [`${method} ${path} HTTP/1.1`, HOST, COOKIE, 'Connection: close', ...headers, '', body];
    const answer = await exchange(front.port, lines.join('\r\n'));
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(seen).toEqual([]);
  });

  test.each([
    ['a request in the body', 'POST', [`Content-Length: ${second.length}`], second, second],
    ['one in a GET’s', 'GET', [`Content-Length: ${second.length}`], second, second],
    [
      'one whose length is hidden from the next hop',
      'POST',
      [`Content-Length: ${second.length}`, 'Connection: close, content-length'],
      second,
      second,
    ],
    [
      'one whose coding is',
      'DELETE',
      ['Transfer-Encoding: chunked', 'Connection: close, transfer-encoding'],
      `5\r\nhello\r\n0\r\n\r\n`,
      'hello',
    ],
    [
      'trailers',
      'POST',
      ['Transfer-Encoding: chunked', 'Trailer: x-a'],
      `1\r\na\r\n0\r\n${PASSED_ON_HEADER}: x\r\n\r\n`,
      'a',
    ],
    ['chunk extensions', 'POST', ['Transfer-Encoding: chunked'], `1;a="b"\r\na\r\n0\r\n\r\n`, 'a'],
  ])('%s is one body of one request', async (_how, method, headers, body, read) => {
    const { front, seen, path } = await twoReplicas();
    const answer = await rawRequest(front.port, `${method} ${path}`, [HOST, COOKIE, ...headers], body);
    expect(answer).toMatchObject({ status: 200, body: 'owner' });
    expect(seen.map(({ where, body: got }) => [where, got])).toEqual([['owner', read]]);
  });

  test('connections between replicas stay whole after each of them', async () => {
    const { front, seen, path } = await twoReplicas();
    for (let at = 0; at < 5; at += 1) {
      const answer = await rawRequest(
        front.port,
        `POST ${path}?${at}`,
        [HOST, COOKIE, `Content-Length: ${second.length}`],
        second,
      );
      expect(answer).toMatchObject({ status: 200, body: 'owner' });
    }
    expect(seen.map(({ request }) => request.url)).toEqual([0, 1, 2, 3, 4].map((at) => `${path}?${at}`));
  });

  test('bytes of any kind in a path arrive as they were sent, or not at all', async () => {
    const { front, owner, seen } = await twoReplicas();
    const segment = Buffer.from(`/api/sessions/${ownedId(owner)}/`, 'latin1');
    for (const byte of [0x01, 0x09, 0x0b, 0x22, 0x5c, 0x7f, 0x80, 0xc3, 0xff]) {
      seen.length = 0;
      const head = `HTTP/1.1\r\n${HOST}\r\n${COOKIE}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`;
      const answer = await exchange(
        front.port,
        Buffer.concat([Buffer.from('POST '), segment, Buffer.from([byte]), Buffer.from(` ${head}`)]),
      );
      const status = Number(answer.slice(9, 12));
      expect([byte, status === 200 || status === 400]).toEqual([byte, true]);
      expect(seen.map(({ request }) => Buffer.from(request.url ?? '', 'latin1').at(-1))).toEqual(
        status === 200 ? [byte] : [],
      );
    }
  });
});

test('a base path is taken off once, also where the path goes on with the same', async () => {
  const { front, seen, path } = await twoReplicas({ settings: { publicUrl: 'http://127.0.0.1/api' } });
  const answer = await rawRequest(front.port, `DELETE /api${path}`, [HOST, COOKIE]);
  expect(answer).toMatchObject({ status: 200, body: 'owner' });
  expect(seen[0]?.request.url).toBe(path);
});
