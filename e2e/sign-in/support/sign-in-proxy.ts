/** A proxy that signs users in by a cookie and names them to Podshell in headers, as sign-in proxies do. */

import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as open,
  type Server,
} from 'node:http';
import type { Socket } from 'node:net';

/** The cookie that this proxy takes for a sign-in: the user, and after a slash the groups. */
export const COOKIE = 'who';

export class SignInProxy {
  readonly url: string;
  readonly #server: Server;
  readonly #sockets: ReadonlySet<Socket>;

  private constructor(server: Server, sockets: ReadonlySet<Socket>, port: number) {
    this.#server = server;
    this.#sockets = sockets;
    this.url = `http://127.0.0.1:${port}`;
  }

  /** @param upstream port of Podshell on this machine */
  static async to(upstream: number): Promise<SignInProxy> {
    const send = (request: IncomingMessage) =>
      open({
        host: '127.0.0.1',
        port: upstream,
        method: request.method,
        path: request.url,
        headers: signedIn(request.headers),
        agent: false,
      });
    const server = createServer((request, response) => {
      const sent = send(request);
      sent.on('response', (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      sent.on('error', () => response.destroy());
      response.on('close', () => sent.destroy());
      request.pipe(sent);
    });
    server.on('upgrade', (request, socket: Socket) => {
      const sent = send(request);
      sent.on('upgrade', (answer, upstreamSocket) => {
        const lines = answer.rawHeaders.flatMap((name, index, all) =>
          index % 2 === 0 ? [`${name}: ${all[index + 1]}`] : [],
        );
        socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`);
        socket.pipe(upstreamSocket).pipe(socket);
        upstreamSocket.on('error', () => socket.destroy());
        socket.on('close', () => upstreamSocket.destroy());
        upstreamSocket.on('close', () => socket.destroy());
      });
      sent.on('response', () => socket.destroy());
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
    return new SignInProxy(server, sockets, address.port);
  }

  async dispose(): Promise<void> {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await once(this.#server, 'close');
  }
}

/** The headers with the user of the cookie, whatever the client says. */
function signedIn(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const { 'x-forwarded-user': _user, 'x-forwarded-groups': _groups, ...others } = headers;
  const who = new RegExp(`(?:^|; )${COOKIE}=([^;]*)`).exec(headers.cookie ?? '')?.[1];
  if (who === undefined) return others;
  const [user = '', groups = ''] = decodeURIComponent(who).split('/');
  return { ...others, 'x-forwarded-user': user, 'x-forwarded-groups': groups };
}
