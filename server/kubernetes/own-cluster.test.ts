import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Clock } from '#server/ports.ts';
import { systemClock } from '#server/system-clock.ts';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import type { Kubeconfig } from './kubeconfig/kubeconfig.ts';
import { fixedKubeconfig } from './kubeconfig/kubeconfig-source.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import type { EndpointSliceObject } from './objects.ts';
import { OwnCluster } from './own-cluster.ts';
import { contextWith } from './testing/contexts.ts';

/** All that was to wait for. Milliseconds. */
const waits: number[] = [];
const { requestMs, watchAskMs, watchIdleMs, answerMs } = DEFAULT_LIMITS;
const limits = new Set([requestMs, watchAskMs, watchIdleMs, answerMs]);
/** Time passes 100 times as fast where something waits for a backoff; the limits of answers are as long as ever. */
const fast: Clock = {
  ...systemClock,
  after(ms, callback) {
    waits.push(ms);
    return systemClock.after(limits.has(ms) ? ms : ms / 100, callback);
  },
};

const lists: ServerResponse[] = [];
const watches: ServerResponse[] = [];
const urls: string[] = [];
const told: (readonly string[])[] = [];
const logger = new RecordingLogger();
let renewToken: (token: string) => void;
let stop: () => Promise<void>;

beforeEach(async () => {
  for (const each of [waits, lists, watches, urls, told, logger.records]) each.length = 0;
  const server = createServer((request: IncomingMessage, response) => {
    if (request.url === '/livez') {
      response.end('ok');
      return;
    }
    urls.push(`${request.headers.authorization} ${request.url}`);
    (request.url?.includes('watch=true') ? watches : lists).push(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const withToken = (token: string): Kubeconfig => {
    const context = contextWith({ server: `http://127.0.0.1:${port}` }, { token });
    return { contexts: [context], current: context.name };
  };
  const listeners = new Set<() => void>();
  const kubeconfig = { ...fixedKubeconfig(withToken('own')), current: withToken('own') };
  kubeconfig.onChange = (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  renewToken = (token) => {
    kubeconfig.current = withToken(token);
    for (const listener of listeners) listener();
  };
  const own = new OwnCluster({ env: {}, kubeconfig, clock: fast, logger, random: () => 0.5 });
  const ended = new AbortController();
  own.followEndpoints(
    { namespace: 'tools', service: 'peers' },
    (addresses) => told.push(addresses),
    ended.signal,
  );
  stop = async () => {
    ended.abort();
    own.dispose();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
});

afterEach(() => stop());

function slice(name: string, addressType: string, ...addresses: string[][]): EndpointSliceObject {
  const endpoints = addresses.map((each) => ({ addresses: each, conditions: { ready: false } }));
  return { metadata: { name }, addressType, endpoints };
}

async function next(responses: ServerResponse[]): Promise<ServerResponse> {
  await vi.waitUntil(() => responses.length > 0);
  return responses.shift() as ServerResponse;
}

const answerList = async (...items: EndpointSliceObject[]) =>
  (await next(lists)).end(JSON.stringify({ metadata: { resourceVersion: '7' }, items }));

const send = (watch: ServerResponse, type: string, object: object) =>
  watch.write(`${JSON.stringify({ type, object })}\n`);

const lastTold = (addresses: readonly string[]) =>
  vi.waitUntil(() => told.at(-1)?.join() === addresses.join());

test('lists the slices of the Service and follows their changes, whatever the state of an endpoint', async () => {
  await answerList(
    slice('a', 'IPv4', ['10.0.0.2', 'unused'], ['10.0.0.1']),
    slice('b', 'IPv6', ['fd00::1']),
    slice('c', 'FQDN', ['peer.test']),
    { metadata: { name: 'd' }, addressType: 'IPv4', endpoints: null },
  );
  await lastTold(['10.0.0.1', '10.0.0.2', 'fd00::1']);
  const watch = await next(watches);
  expect(urls[0]).toContain(
    'Bearer own /apis/discovery.k8s.io/v1/namespaces/tools/endpointslices?labelSelector=kubernetes.io%2Fservice-name%3Dpeers',
  );
  expect(urls[1]).toContain('resourceVersion=7');
  send(watch, 'MODIFIED', slice('a', 'IPv4', ['10.0.0.1']));
  await lastTold(['10.0.0.1', 'fd00::1']);
  send(watch, 'BOOKMARK', { metadata: { resourceVersion: '8' } });
  send(watch, 'MODIFIED', slice('a', 'IPv4', ['10.0.0.1']));
  send(watch, 'DELETED', slice('b', 'IPv6', ['fd00::1']));
  send(watch, 'ADDED', slice('e', 'IPv4', ['10.0.0.9']));
  await lastTold(['10.0.0.1', '10.0.0.9']);
  expect(told).toHaveLength(4);
});

test('goes on after an expired version, a lost connection and the end of a watch', async () => {
  await answerList(slice('a', 'IPv4', ['10.0.0.1']));
  const expired = await next(watches);
  send(expired, 'ERROR', { kind: 'Status', code: 410, reason: 'Expired' });
  await answerList(slice('a', 'IPv4', ['10.0.0.2']));
  await lastTold(['10.0.0.2']);
  expect(logger.records).toEqual([]);
  const cut = await next(watches);
  send(cut, 'BOOKMARK', {});
  cut.socket?.destroy();
  await answerList(slice('a', 'IPv4', ['10.0.0.3']));
  await lastTold(['10.0.0.3']);
  expect(logger.of('warn')).toMatchObject([{ fields: { namespace: 'tools', service: 'peers' } }]);
  const ended = await next(watches);
  ended.writeHead(200).end();
  await answerList(slice('a', 'IPv4', ['10.0.0.4']));
  await lastTold(['10.0.0.4']);
});

test('each list after an expired watch waits longer than the one before', async () => {
  const expected = [1_200, 2_400, 4_800];
  for (const _ of expected) {
    await answerList(slice('a', 'IPv4', ['10.0.0.1']));
    send(await next(watches), 'ERROR', { kind: 'Status', code: 410, reason: 'Expired' });
  }
  await answerList(slice('a', 'IPv4', ['10.0.0.2']));
  await lastTold(['10.0.0.2']);
  expect(waits.filter((ms) => expected.includes(ms))).toEqual(expected);
  expect(logger.records).toEqual([]);
});

test('a token that is renewed in the kubeconfig is used by the next request', async () => {
  await answerList(slice('a', 'IPv4', ['10.0.0.1']));
  const ended = await next(watches);
  renewToken('renewed');
  ended.writeHead(200).end();
  await answerList(slice('a', 'IPv4', ['10.0.0.2']));
  await lastTold(['10.0.0.2']);
  expect(urls.slice(0, 3).map((url) => url.split(' ')[1])).toEqual(['own', 'own', 'renewed']);
});

test('a missing permission is said once, and the addresses stay', async () => {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    (await next(lists))
      .writeHead(403)
      .end(JSON.stringify({ kind: 'Status', code: 403, reason: 'Forbidden' }));
  }
  await answerList(slice('a', 'IPv4', ['10.0.0.1']));
  await lastTold(['10.0.0.1']);
  expect(told).toHaveLength(1);
  expect(logger.of('error')).toMatchObject([
    { message: 'The own service account may not list and watch the endpointslices of the peers' },
  ]);
});
