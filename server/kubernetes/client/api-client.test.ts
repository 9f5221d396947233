import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Clock } from '#server/ports.ts';
import { systemClock } from '#server/system-clock.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { contextWith } from '../testing/contexts.ts';
import { ApiClient } from './api-client.ts';
import { Credentials } from './credentials/credentials.ts';

let dispose: (() => void) | undefined;
afterEach(() => dispose?.());

/** An API server that holds each response until the test ends it, and a client of it. */
async function start(limits: Partial<typeof DEFAULT_LIMITS>, clock: Clock = systemClock) {
  const held: ServerResponse[] = [];
  const server = createServer((_request, response) => held.push(response));
  let connections = 0;
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const context = contextWith({ server: `http://127.0.0.1:${port}` }, {});
  const credentials = new Credentials(context, {
    env: {},
    systemAuthorities: async () => [],
    clock: systemClock,
    pluginMs: DEFAULT_LIMITS.pluginMs,
    reread: async () => {},
  });
  dispose = () => {
    credentials.dispose();
    server.closeAllConnections();
    server.close();
  };
  const client = new ApiClient(credentials, { ...DEFAULT_LIMITS, ...limits }, clock);
  return { client, held, connections: () => connections };
}

test('100 concurrent requests use at most four connections', async () => {
  const { client, held, connections } = await start({ requestsAtOnce: 4, requestsWaiting: 96 });
  const answers = Array.from({ length: 100 }, (_, index) => client.get(`/api/${index}`));
  await expect(client.get('/api/one-more')).rejects.toMatchObject({ code: 'too-many-requests' });
  for (let answered = 0; answered < 100; ) {
    await vi.waitUntil(() => held.length > 0);
    expect(held.length).toBeLessThanOrEqual(4);
    const batch = held.splice(0);
    for (const response of batch) response.end('{"ok":true}');
    answered += batch.length;
  }
  expect(await Promise.all(answers)).toEqual(Array(100).fill({ ok: true }));
  expect(connections()).toBeLessThanOrEqual(4);
});

test('a watch that ends frees its place for the next one', async () => {
  const { client, held } = await start({ streamsAtOnce: 1 });
  const cancel = new AbortController();
  const opening = client.stream('/watch', {}, cancel.signal);
  await vi.waitUntil(() => held.length === 1);
  held[0]?.write('{}\n');
  const watch = await opening;
  watch.on('error', () => {});
  await expect(client.stream('/watch', {}, cancel.signal)).rejects.toMatchObject({
    code: 'too-many-requests',
  });
  cancel.abort();
  await new Promise((resolve) => watch.once('close', resolve));
  const again = client.stream('/watch', {}, new AbortController().signal);
  await vi.waitUntil(() => held.length === 2);
  held[1]?.end('{}\n');
  (await again).resume();
});

describe('a busy cluster', () => {
  /** Time passes 100 times as fast. */
  const fast: Clock = {
    ...systemClock,
    now: () => systemClock.now() * 100,
    after: (ms, callback) => systemClock.after(ms / 100, callback),
  };

  /** The attempts themselves need real time, on a busy machine more than a moment. */
  const PATIENT = { requestMs: 10_000_000, busyMs: 10_000_000 };

  async function next(held: ServerResponse[]): Promise<ServerResponse> {
    await vi.waitUntil(() => held.length > 0);
    return held.shift() as ServerResponse;
  }

  function postpone(response: ServerResponse, seconds: number): void {
    response.writeHead(429, { 'Retry-After': String(seconds) }).end();
  }

  test('gets a request again, which has no turn while it waits', async () => {
    const { client, held } = await start({ ...PATIENT, requestsAtOnce: 1 }, fast);
    const first = client.get('/first');
    postpone(await next(held), 50);
    const second = client.get('/second');
    (await next(held)).end('2');
    expect(await second).toBe(2);
    (await next(held)).end('1');
    expect(await first).toBe(1);
  });

  test('gets a watch again', async () => {
    const { client, held } = await start(PATIENT, fast);
    const watch = client.stream('/watch', {}, new AbortController().signal);
    postpone(await next(held), 1);
    (await next(held)).end('{}\n');
    (await watch).resume();
  });

  test('that asks for too long a wait is an error with that wait', async () => {
    const { client, held } = await start({ ...PATIENT, busyMs: 50_000 }, fast);
    const answer = client.get('/').catch((error: unknown) => error);
    postpone(await next(held), 60);
    expect(await answer).toMatchObject({ httpStatus: 429, retryAfterMs: 60_000 });
  });

  test('does not delay a request that has little time', async () => {
    const { client, held } = await start(PATIENT, fast);
    const answer = client.get('/', { timeoutMs: 2_000_000 }).catch((error: unknown) => error);
    postpone(await next(held), 2_001);
    expect(await answer).toMatchObject({ httpStatus: 429 });
  });
});
