import { once } from 'node:events';
import { ClientRequest, IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { queryObjects } from 'node:v8';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { sharedKeyLink } from '#server/testing/shared-key-link.ts';
import type { SockjsEndpoint } from '../ports.ts';
import { rawUpgrade, UPGRADE_HEADERS } from '../testing/raw-request.ts';
import { plainLink, type ReplicaOptions, replicaOfTest, TestNetwork } from '../testing/replicas.ts';
import { echoingSockjs } from '../testing/test-server.ts';

const HEAD =
  'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nX-A: 1\r\nx-a: 2\r\n\r\n';

const PATIENT = { timeout: 15_000 };

let linkOf: ReplicaOptions['linkOf'];

/** A front, and an owner who hands the upgraded socket to the test. */
async function frontAndOwner(
  accept: (socket: Socket, head: Buffer, request: IncomingMessage) => void = () => {},
  options: ReplicaOptions = {},
) {
  const sockjs: SockjsEndpoint = {
    ...echoingSockjs,
    handleUpgrade(request, socket, head) {
      accept(socket as Socket, head, request);
      return true;
    },
  };
  const network = new TestNetwork();
  const front = await replicaOfTest(network, 'front', { linkOf, ...options });
  const owner = await replicaOfTest(network, 'owner', { linkOf, ...options, sockjs });
  return { network, front, owner, path: `/ws/api/sockjs/${owner.id}/abcdefgh/websocket` };
}

/** Sends an upgrade, with bytes after its headers. */
function upgradeOn(port: number, path: string, after = ''): Socket {
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  socket.write([`GET ${path} HTTP/1.1`, 'Host: 127.0.0.1', ...UPGRADE_HEADERS, '', after].join('\r\n'));
  return socket;
}

/** Reads until the text ends so. */
async function readUntil(socket: Socket, end: string): Promise<string> {
  let text = '';
  while (!text.endsWith(end)) text += String((await once(socket, 'data'))[0]);
  return text;
}

describe.each([
  ['without encryption between replicas', plainLink],
  ['over TLS with a shared key', sharedKeyLink],
])('%s', (_name, link) => {
  beforeEach(() => {
    linkOf = link;
  });

  test('is answered by the owner, and then its bytes go both ways', async () => {
    let seen: IncomingMessage | undefined;
    const { front, path } = await frontAndOwner((socket, head, request) => {
      seen = request;
      socket.write(`${HEAD}first`);
      if (head.length > 0) socket.write(head);
      socket.pipe(socket);
    });
    const socket = upgradeOn(front.port, `${path}?q=1`, 'early');
    const text = await readUntil(socket, 'early');
    expect(text).toMatch(/^HTTP\/1\.1 101 Switching Protocols\r\n/);
    expect(text).toContain('\r\nX-A: 1\r\nx-a: 2\r\n');
    expect(text).toContain('\r\n\r\nfirst');
    socket.write('later');
    expect(await readUntil(socket, 'later')).toBe('later');
    expect(seen?.url).toBe(`${path}?q=1`);
    expect(seen?.headers).toMatchObject({
      upgrade: 'websocket',
      connection: 'Upgrade',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    });
    socket.destroy();
  });

  test('64 MB go through in each direction while the other stands still', async () => {
    const total = 64 * 1024 * 1024;
    let owned: Socket | undefined;
    let atFront: Socket | undefined;
    const { front, path } = await frontAndOwner(
      (socket) => {
        owned = socket;
        socket.write(HEAD);
      },
      {
        onRequest: ({ socket }) => {
          atFront = socket;
        },
      },
    );
    const client = upgradeOn(front.port, path);
    await readUntil(client, '\r\n\r\n');
    const owner = owned as unknown as Socket;
    for (const [from, to] of [
      [client, owner],
      [owner, client],
    ] as const) {
      to.pause();
      from.write(Buffer.alloc(total));
      // Both kernels' buffers are full, and so is the front.
      await vi.waitUntil(
        () => (from === client ? atFront?.isPaused() === true : atFront?.writableNeedDrain === true),
        PATIENT,
      );
      expect(from.writableLength).toBeGreaterThan(total / 2);
      let received = 0;
      to.on('data', (part: Buffer) => {
        received += part.length;
      }).resume();
      await vi.waitUntil(() => received === total, PATIENT);
      to.removeAllListeners('data');
    }
    client.destroy();
  });

  describe('the ends', () => {
    test('of one side leave the other open', async () => {
      const { front, path } = await frontAndOwner((socket) => {
        socket.write(HEAD);
        socket.resume().once('end', () => socket.end('last words'));
      });
      const socket = upgradeOn(front.port, path);
      await readUntil(socket, '\r\n\r\n');
      socket.end();
      expect(await readUntil(socket, 'last words')).toBe('last words');
      await once(socket, 'end');
    });

    test('of the owner: what it has said arrives first', async () => {
      const { front, path } = await frontAndOwner((socket) => {
        socket.write(HEAD);
        socket.once('data', () => socket.end(Buffer.alloc(1024 * 1024, 'x')));
      });
      const socket = upgradeOn(front.port, path);
      await readUntil(socket, '\r\n\r\n');
      socket.write('go');
      let received = 0;
      socket.on('data', (part: Buffer) => {
        received += part.length;
      });
      await once(socket, 'close');
      expect(received).toBe(1024 * 1024);
    });

    test.each(['destroy', 'resetAndDestroy'] as const)('of a client by %s reach the owner', async (how) => {
      const closed = Promise.withResolvers<string>();
      const { front, path } = await frontAndOwner((socket) => {
        let typed = '';
        socket.write(HEAD);
        socket.on('data', (part) => {
          typed += String(part);
        });
        socket.on('error', () => {}).once('close', () => closed.resolve(typed));
        socket.once('end', () => socket.end());
      });
      const socket = upgradeOn(front.port, path);
      await readUntil(socket, '\r\n\r\n');
      socket.write('typed', () => socket[how]());
      const typed = await closed.promise;
      if (how === 'destroy') expect(typed).toBe('typed');
    });

    test('of a killed owner reach the client at once', async () => {
      const { front, owner, path } = await frontAndOwner((socket) => socket.write(HEAD));
      const socket = upgradeOn(front.port, path);
      await readUntil(socket, '\r\n\r\n');
      owner.kill();
      await once(socket.resume(), 'close');
    });

    test('of a machine, which says nothing, once it is known', async () => {
      const { network, front, owner, path } = await frontAndOwner((socket) => {
        socket.write(HEAD);
        socket.pipe(socket);
      });
      const socket = upgradeOn(front.port, path);
      await readUntil(socket, '\r\n\r\n');
      network.setFate(owner.id, 'unreachable');
      socket.write('still here');
      expect(await readUntil(socket, 'still here')).toBe('still here');
      network.setFate(owner.id, 'gone');
      await once(socket.resume(), 'close');
    });
  });

  describe('refused', () => {
    test('by the owner: its answer comes through, and no byte after the headers reaches it', async () => {
      const received: Buffer[] = [];
      const { front, path } = await frontAndOwner((socket, head) => {
        received.push(head);
        socket.on('data', (part) => received.push(part));
        socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\nConnection: close\r\n\r\nnone');
      });
      const socket = upgradeOn(front.port, path, 'GET /peer/call/x HTTP/1.1\r\nHost: a\r\n\r\n');
      const text = (await socket.setEncoding('utf8').toArray()).join('');
      expect(text).toMatch(/^HTTP\/1\.1 404 Not Found\r\n/);
      expect(text).toMatch(/\r\n\r\nnone$/);
      expect(text.match(/HTTP\/1\.1/g)).toHaveLength(1);
      expect(Buffer.concat(received).toString()).toBe('');
    });

    const PROBLEM = { code: 'replica-unreachable', status: 503 };

    test('while the owner is unreachable', async () => {
      const { network, front, owner, path } = await frontAndOwner();
      network.setFate(owner.id, 'unreachable');
      const answer = await rawUpgrade(front.port, path);
      expect(answer.status).toBe(503);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(JSON.parse(answer.body)).toMatchObject(PROBLEM);
    });

    test('when the owner has been killed, and nobody knows yet', async () => {
      const { front, owner, path } = await frontAndOwner();
      owner.kill();
      const answer = await rawUpgrade(front.port, path);
      expect(answer.status).toBe(503);
      expect(JSON.parse(answer.body)).toMatchObject(PROBLEM);
    });

    test.each(['unreachable', 'gone'] as const)('while the owner is asked: %s', async (fate) => {
      const asked = Promise.withResolvers<void>();
      const { network, front, owner, path } = await frontAndOwner(() => asked.resolve());
      const answer = rawUpgrade(front.port, path);
      await asked.promise;
      network.setFate(owner.id, fate);
      expect(await answer).toMatchObject({ status: 503 });
    });

    test('by nobody: an owner that has gone leaves it to the front', async () => {
      const { network, front, owner, path } = await frontAndOwner();
      network.setFate(owner.id, 'gone');
      expect(await rawUpgrade(front.port, path)).toMatchObject({ status: 101, body: 'sockjs' });
    });
  });

  test.each(['destroy', 'resetAndDestroy'] as const)(
    'a client that left before the answer: %s',
    async (how) => {
      const left = Promise.withResolvers<void>();
      const { front, path } = await frontAndOwner((socket) => {
        socket.resume().once('close', left.resolve);
        socket.once('end', () => socket.end());
        client[how]().once('close', () => socket.write(HEAD));
      });
      const client = upgradeOn(front.port, path);
      await left.promise;
    },
  );

  test('sockets that are joined keep nothing of the request that they began with', async () => {
    const { front, path } = await frontAndOwner((socket) => socket.write(HEAD));
    const socket = upgradeOn(front.port, path);
    await readUntil(socket, '\r\n\r\n');
    const count = (of: typeof IncomingMessage | typeof ClientRequest) =>
      queryObjects(of as never, { format: 'count' });
    await expect.poll(() => count(IncomingMessage), { timeout: 10_000 }).toBe(0);
    await expect.poll(() => count(ClientRequest), { timeout: 10_000 }).toBe(0);
    socket.destroy();
  });
});
