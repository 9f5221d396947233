/** A proxy that changes requests on their way to Podshell, or its answers, and notes what it was asked for. */

import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as open,
  type Server,
} from 'node:http';
import type { Socket } from 'node:net';

/** What Podshell gets instead of what was asked for. */
export type Change = (asked: { readonly path: string; readonly headers: IncomingHttpHeaders }) => {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
};

/** A request as the browser sent it, and its answer; 0: none. */
export interface Asked {
  readonly path: string;
  readonly status: number;
}

export class ChangingProxy {
  readonly url: string;
  /** In the order of the answers. */
  readonly asked: readonly Asked[];
  readonly #server: Server;
  readonly #sockets: ReadonlySet<Socket>;

  private constructor(server: Server, sockets: ReadonlySet<Socket>, port: number, asked: readonly Asked[]) {
    this.#server = server;
    this.#sockets = sockets;
    this.asked = asked;
    this.url = `http://127.0.0.1:${port}`;
  }

  /**
   * @param upstream port of Podshell on this machine
   * @param answered the headers of an answer as the browser gets them
   */
  static async to(
    upstream: number,
    change: Change,
    answered = (headers: IncomingHttpHeaders) => headers,
  ): Promise<ChangingProxy> {
    const asked: Asked[] = [];
    const note = ({ url = '' }: IncomingMessage, status = 0) => asked.push({ path: url, status });
    const send = (request: IncomingMessage) =>
      open({
        host: '127.0.0.1',
        port: upstream,
        method: request.method,
        ...change({ path: request.url ?? '', headers: request.headers }),
        agent: false,
      });
    const server = createServer((request, response) => {
      const sent = send(request);
      sent.on('response', (answer) => {
        note(request, answer.statusCode);
        response.writeHead(answer.statusCode ?? 502, answered(answer.headers));
        answer.pipe(response);
      });
      sent.on('error', () => {
        note(request);
        response.destroy();
      });
      response.on('close', () => sent.destroy());
      request.pipe(sent);
    });
    server.on('upgrade', (request, socket: Socket) => {
      const sent = send(request);
      sent.on('upgrade', (answer, upstreamSocket) => {
        note(request, answer.statusCode);
        const lines = answer.rawHeaders.flatMap((name, index, all) =>
          index % 2 === 0 ? [`${name}: ${all[index + 1]}`] : [],
        );
        socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`);
        socket.pipe(upstreamSocket).pipe(socket);
        upstreamSocket.on('error', () => socket.destroy());
        socket.on('close', () => upstreamSocket.destroy());
        upstreamSocket.on('close', () => socket.destroy());
      });
      sent.on('response', (answer) => {
        note(request, answer.statusCode);
        socket.destroy();
      });
      sent.on('error', () => socket.destroy());
      socket.on('error', () => sent.destroy());
      sent.end();
    });
    const sockets = new Set<Socket>();
    server.on('connection', (socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('No port');
    return new ChangingProxy(server, sockets, address.port, asked);
  }

  async dispose(): Promise<void> {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await once(this.#server, 'close');
  }
}
