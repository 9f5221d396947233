/** A connection between browser and server that can be cut, frozen, or closed to WebSockets. */

import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

export type LineMode =
  | 'good'
  /** New connections break at once. */
  | 'down'
  /** Connections stay open and carry nothing, as with a sleeping machine. */
  | 'frozen'
  /** Requests pass, upgrades to WebSocket fail, as behind some company proxies. */
  | 'no-websockets';

const UPGRADE = /\r\nupgrade: *websocket\r\n/i;

export class BadLine {
  readonly url: string;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #mode: LineMode = 'good';
  /** Byte counts of the browser's data after which all connections break, once each. */
  #cuts: number[] = [];

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.url = `http://127.0.0.1:${port}`;
  }

  /** Opens a line to a port of this machine. */
  static async to(port: number): Promise<BadLine> {
    const server = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('No port');
    const line = new BadLine(server, address.port);
    server.on('connection', (socket) => line.#carry(socket, port));
    return line;
  }

  /** Sets what happens to connections from now on. `down` also breaks open ones, `frozen` also stops them. */
  set(mode: LineMode): void {
    this.#mode = mode;
    if (mode === 'down') this.cut();
    for (const socket of this.#sockets) {
      if (mode === 'frozen') socket.pause();
      else socket.resume();
    }
  }

  /** Breaks every connection. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Breaks every connection each time the browser has sent this many more bytes. */
  cutAfter(...bytes: readonly number[]): void {
    this.#cuts = [...bytes];
  }

  /** How many cuts are left. */
  get cutsLeft(): number {
    return this.#cuts.length;
  }

  async dispose(): Promise<void> {
    this.#server.close();
    this.cut();
    await once(this.#server, 'close');
  }

  #carry(browser: Socket, port: number): void {
    this.#track(browser);
    if (this.#mode === 'down') {
      browser.destroy();
      return;
    }
    browser.once('data', (first) => {
      if (this.#mode === 'no-websockets' && UPGRADE.test(first.toString('latin1'))) {
        browser.destroy();
        return;
      }
      const server = connect(port, '127.0.0.1');
      this.#track(server);
      server.write(first);
      browser.pipe(server);
      browser.on('data', (bytes) => this.#count(bytes.length));
      server.pipe(browser);
      browser.once('close', () => server.destroy());
      server.once('close', () => browser.destroy());
    });
  }

  #count(bytes: number): void {
    const next = this.#cuts[0];
    if (next === undefined) return;
    this.#cuts[0] = next - bytes;
    if (next > bytes) return;
    this.#cuts.shift();
    this.cut();
  }

  #track(socket: Socket): void {
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => this.#sockets.delete(socket));
    if (this.#mode === 'frozen') socket.pause();
  }
}
