/** Every transport of SockJS behind a load balancer that sends each request to another of three replicas. */

import { describe, expect, onTestFinished, test } from 'vitest';
import { createSockJsServer } from '#server/sockjs/server.ts';
import { echo } from '#server/sockjs/test-server/services.ts';
import { type RawHttp, rawRequest, rawStream } from '#server/sockjs/testing/raw-http.ts';
import { WebSocketClient } from '#server/sockjs/testing/web-socket-client.ts';
import { XhrClient } from '#server/sockjs/testing/xhr-client.ts';
import { type RoundRobinProxy, startRoundRobinProxy } from '#server/testing/round-robin-proxy.ts';
import { sharedKeyLink } from '#server/testing/shared-key-link.ts';
import { replicaOfTest, TestNetwork } from '../testing/replicas.ts';
import { testSettings } from '../testing/test-server.ts';

const PREFIX = testSettings().sockjsPrefix;
const NAMES = ['one', 'two', 'three'] as const;

interface Cluster {
  readonly network: TestNetwork;
  readonly proxy: RoundRobinProxy;
  readonly ids: readonly string[];
  /** Connections that each replica has, by name. */
  readonly opened: Map<string, number>;
}

async function threeReplicas(): Promise<Cluster> {
  const network = new TestNetwork();
  const opened = new Map<string, number>();
  const replicas = [];
  for (const name of NAMES) {
    const sockjs = createSockJsServer({
      prefix: PREFIX,
      heartbeatMs: 25_000,
      scriptTransports: true,
      responseLimitBytes: 4096,
      onConnection(connection) {
        opened.set(name, (opened.get(name) ?? 0) + 1);
        return echo(connection);
      },
    });
    onTestFinished(() => sockjs.dispose({ code: 1001, reason: 'The test is over' }));
    replicas.push(await replicaOfTest(network, name, { sockjs, linkOf: sharedKeyLink }));
  }
  network.home = replicas[0]?.id;
  const proxy = await startRoundRobinProxy(replicas.map(({ port }) => port));
  onTestFinished(() => proxy.dispose());
  return { network, proxy, ids: replicas.map(({ id }) => id), opened };
}

/** How unevenly the load balancer has spread requests: 0 or 1 where each replica had its turn. */
function spreadOf({ counts }: RoundRobinProxy): number {
  return Math.max(...counts) - Math.min(...counts);
}

const HOST = { Host: '127.0.0.1' };

/** Opens, sends twice and returns what came back, over one transport. */
const TRANSPORTS: Readonly<Record<string, (port: number, url: string) => Promise<string[]>>> = {
  async websocket(port, url) {
    const client = await WebSocketClient.open(port, `${url}/websocket`);
    const frames = [await client.next()];
    for (const text of ['["a"]', '["b"]']) {
      client.send(text);
      frames.push(await client.next());
    }
    client.close();
    expect(await client.closed).toEqual({ code: 1005, reason: '' });
    return frames;
  },
  async xhr(port, url) {
    const client = new XhrClient(port, url);
    const frames = [await client.frame()];
    for (const text of ['["a"]', '["b"]']) {
      expect((await client.send(text)).status).toBe(204);
      frames.push(await client.frame());
    }
    return frames.map((frame) => frame.trimEnd());
  },
  async xhr_streaming(port, url) {
    const client = new XhrClient(port, url);
    const stream = await client.stream();
    const frames = [await stream.readChunk()];
    for (const text of ['["a"]', '["b"]']) {
      expect((await client.send(text)).status).toBe(204);
      frames.push(await stream.readChunk());
    }
    stream.close();
    return frames.map((frame) => frame.trimEnd());
  },
  async eventsource(port, url) {
    const { head, stream } = await rawStream(port, 'GET', `${url}/eventsource`, { headers: HOST });
    expect(head.headers.get('content-type')).toContain('text/event-stream');
    expect(await stream.readChunk()).toBe('\r\n');
    const frames = [await stream.readChunk()];
    for (const text of ['["a"]', '["b"]']) {
      expect((await new XhrClient(port, url).send(text)).status).toBe(204);
      frames.push(await stream.readChunk());
    }
    stream.close();
    return frames.map((frame) => frame.replace(/^data: /, '').trimEnd());
  },
  async htmlfile(port, url) {
    const { stream } = await rawStream(port, 'GET', `${url}/htmlfile?c=x`, { headers: HOST });
    await stream.readChunk();
    const frames = [await stream.readChunk()];
    for (const text of ['["a"]', '["b"]']) {
      expect((await new XhrClient(port, url).send(text)).status).toBe(204);
      frames.push(await stream.readChunk());
    }
    stream.close();
    return frames.map((frame) => JSON.parse(/p\((.*)\);/.exec(frame)?.[1] ?? ''));
  },
  async jsonp(port, url) {
    const poll = async () => {
      const { body } = await rawRequest(port, 'GET', `${url}/jsonp?c=x`, { headers: HOST });
      return JSON.parse(/x\((.*)\);/.exec(body)?.[1] ?? '') as string;
    };
    const frames = [await poll()];
    for (const body of ['["a"]', '["b"]']) {
      const sent = await rawRequest(port, 'POST', `${url}/jsonp_send`, {
        headers: { ...HOST, 'Content-Type': 'text/plain' },
        body,
      });
      expect(sent.body).toBe('ok');
      frames.push(await poll());
    }
    return frames;
  },
};

describe.each(Object.keys(TRANSPORTS))('%s', (transport) => {
  const run = TRANSPORTS[transport] as NonNullable<(typeof TRANSPORTS)[string]>;

  test.each(NAMES)('with a path that names replica %s', async (name) => {
    const { proxy, ids, opened } = await threeReplicas();
    const url = `${PREFIX}/${ids[NAMES.indexOf(name)]}/abcdefgh`;
    // The turn of the load balancer is another each time.
    for (let turn = 0; turn < 3; turn += 1) {
      expect(await run(proxy.port, `${url}${turn}`)).toEqual(['o', 'a["a"]', 'a["b"]']);
    }
    expect(spreadOf(proxy)).toBeLessThanOrEqual(1);
    // A WebSocket stays where it came.
    expect(transport === 'websocket' ? opened.size : [...opened]).toEqual(
      transport === 'websocket' ? 3 : [[name, 3]],
    );
  });

  test('with a random one', async () => {
    const { proxy, opened } = await threeReplicas();
    for (let turn = 0; turn < 3; turn += 1) {
      expect(await run(proxy.port, `${PREFIX}/123/abcdefgh${turn}`)).toEqual(['o', 'a["a"]', 'a["b"]']);
    }
    const sum = [...opened.values()].reduce((all, one) => all + one, 0);
    expect(sum).toBe(3);
    expect(transport === 'websocket' ? 3 : 1).toBe(opened.size);
  });
});

test('a stream at its limit goes on with the next', async () => {
  const { proxy, ids } = await threeReplicas();
  const client = new XhrClient(proxy.port, `${PREFIX}/${ids[1]}/abcdefgh`);
  const text = JSON.stringify(['x'.repeat(3000)]);
  const first = await client.stream();
  expect(await first.readChunk()).toBe('o\n');
  for (const isLast of [false, true]) {
    await client.send(text);
    expect((await first.readChunk()).length).toBe(text.length + 2);
    if (isLast) expect(await first.readChunk()).toBe('');
  }
  const second = await client.stream();
  await client.send('["y"]');
  expect(await second.readChunk()).toBe('a["y"]\n');
  first.close();
  second.close();
});

test('a client that leaves frees its session for the next request', async () => {
  const { proxy, ids } = await threeReplicas();
  const client = new XhrClient(proxy.port, `${PREFIX}/${ids[1]}/abcdefgh`);
  expect(await client.frame()).toBe('o\n');
  const held: RawHttp = await client.hold();
  held.close();
  // A session whose receiver was cut has ended. While that is on its way, another receiver is one too many.
  await expect.poll(() => client.frame()).toBe('o\n');
});
