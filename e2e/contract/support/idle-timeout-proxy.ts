/** A TCP proxy that cuts idle connections, like a load balancer. */

import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

export class IdleTimeoutProxy {
  readonly url: string;
  /** How many connections it has cut. */
  cuts = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.url = `http://127.0.0.1:${port}`;
  }

  /** @param idleTimeoutMs how long a connection may be silent */
  static async before(serverUrl: string, idleTimeoutMs: number): Promise<IdleTimeoutProxy> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('No port');
    const proxy = new IdleTimeoutProxy(server, address.port);
    const { port } = new URL(serverUrl);
    server.on('connection', (browser) =>
      proxy.#carry(browser, connect(Number(port), '127.0.0.1'), idleTimeoutMs),
    );
    return proxy;
  }

  async dispose(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #carry(browser: Socket, server: Socket, idleTimeoutMs: number): void {
    const end = () => {
      browser.destroy();
      server.destroy();
    };
    const timer = setTimeout(() => {
      this.cuts += 1;
      end();
    }, idleTimeoutMs);
    for (const [from, to] of [
      [browser, server],
      [server, browser],
    ] as const) {
      this.#sockets.add(from);
      from.on('data', (bytes) => {
        timer.refresh();
        to.write(bytes);
      });
      from.on('error', end);
      from.once('close', () => {
        clearTimeout(timer);
        this.#sockets.delete(from);
        end();
      });
    }
  }
}
