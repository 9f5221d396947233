import { expect, test, vi } from 'vitest';
import type { Settings } from '#server/config/settings.ts';
import { localCaller } from '#server/testing/callers.ts';
import { RequestRate } from './request-rate.ts';
import { rawRequest, rawUpgrade } from './testing/raw-request.ts';
import { serverOfTest } from './testing/server-of-test.ts';
import { echoingPages } from './testing/test-server.ts';

/** Client address and user. */
type Peer = [client: string, user: string];

const SOCKET = '/ws/api/sockjs/0/0/websocket';
const HOST = 'Host: 127.0.0.1';

const proxied = (client: string, user: string) => [HOST, `X-Forwarded-For: ${client}`, `X-User: ${user}`];

/** Behind a proxy that names the user. */
const named = {
  gate: {
    authenticate: ({ headers }: { headers: Readonly<Record<string, readonly string[] | undefined>> }) => ({
      caller: localCaller(headers['x-user']?.[0]),
    }),
  },
};

test.each([
  [
    'client address',
    { maxRequestsPerAddress: 2 },
    [
      ['203.0.113.1', 'ada'],
      ['203.0.113.1', 'bob'],
    ],
    ['203.0.113.1', 'eve'],
    ['203.0.113.2', 'ada'],
  ],
  [
    'user',
    { maxRequestsPerUser: 2 },
    [
      ['203.0.113.1', 'ada'],
      ['203.0.113.2', 'ada'],
    ],
    ['203.0.113.3', 'ada'],
    ['203.0.113.1', 'bob'],
  ],
] satisfies [string, Partial<Settings>, Peer[], Peer, Peer][])(
  'one %s has so many open requests, without affecting others',
  async (_, limits, first, same, other) => {
    const held: (() => void)[] = [];
    const pages: typeof echoingPages = {
      ...echoingPages,
      handleRequest: (_request, response) =>
        new Promise((resolve) => {
          held.push(() => {
            response.end('pages');
            resolve();
          });
        }),
    };
    const settings = { ...limits, trustedProxies: ['127.0.0.1'] };
    const { port } = await serverOfTest({ ...named, pages, settings });
    const ask = (...peer: Peer) => rawRequest(port, 'GET /api/pods/events', proxied(...peer));
    const open = first.map((peer) => ask(...peer));
    await vi.waitUntil(() => held.length === 2);
    const refused = await ask(...same);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '5']);
    expect(JSON.parse(refused.body)).toMatchObject({ code: 'too-many-requests' });
    open.push(ask(...other));
    await vi.waitUntil(() => held.length === 3);
    for (const release of held) release();
    expect((await Promise.all(open)).map(({ status }) => status)).toEqual([200, 200, 200]);
    const later = ask(...same);
    await vi.waitUntil(() => held.length === 4);
    held[3]?.();
    expect(await later).toMatchObject({ status: 200 });
  },
);

test.each([
  ['client address', { maxRequestRatePerAddress: 1 }, ['203.0.113.1', 'bob'], ['203.0.113.2', 'ada']],
  ['user', { maxRequestRatePerUser: 1 }, ['203.0.113.2', 'ada'], ['203.0.113.1', 'bob']],
] satisfies [string, Partial<Settings>, Peer, Peer][])(
  'one %s begins so many requests and upgrades in 10 s',
  async (_, limits, same, other) => {
    const { port } = await serverOfTest({ ...named, settings: { ...limits, trustedProxies: ['127.0.0.1'] } });
    const ask = (client: string, user: string) => rawRequest(port, 'GET /pods', proxied(client, user));
    for (let count = 0; count < 10; count += 1) expect((await ask('203.0.113.1', 'ada')).status).toBe(200);
    const refused = await ask(...same);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(JSON.parse(refused.body)).toMatchObject({ code: 'too-many-requests' });
    const upgrade = await rawUpgrade(port, SOCKET, proxied(...same));
    expect(upgrade.status).toBe(429);
    expect(Number(upgrade.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await ask(...other)).status).toBe(200);
    expect((await rawUpgrade(port, SOCKET, proxied(...other))).status).toBe(101);
  },
);

test('the polls of a terminal are not slowed down', async () => {
  const { port } = await serverOfTest({
    settings: { maxRequestRatePerAddress: 1, maxRequestRatePerUser: 1 },
  });
  for (let count = 0; count < 20; count += 1) {
    expect((await rawRequest(port, 'POST /ws/api/sockjs/0/0/xhr', [HOST])).status).toBe(200);
  }
});

test('a rate forgets what was long ago', async () => {
  vi.useFakeTimers();
  try {
    const rate = new RequestRate(1);
    const wait = async () => {
      let seconds = 0;
      for (let count = 0; count < 11; count += 1) seconds = await rate.begin('ada');
      return seconds;
    };
    expect(await wait()).toBe(10);
    vi.advanceTimersByTime(10_000);
    expect(await rate.begin('ada')).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
