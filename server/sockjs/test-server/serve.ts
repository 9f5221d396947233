/** A loopback HTTP server with SockJS services only. */

import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CloseReason } from '../close-frame.ts';
import type { SockJsOptions } from '../options.ts';
import { createSockJsServer, type SockJsServer } from '../server.ts';

/** How every service ends (RFC 6455, 7.4.1). */
export const STOPPING: CloseReason = { code: 1001, reason: 'Test server is shutting down' };

export interface ServedSockJs {
  readonly port: number;
  readonly http: Server;
  /** In the order of the options. */
  readonly services: readonly SockJsServer[];
  /** Ends every connection and stops listening. */
  dispose(): Promise<void>;
}

/** @param port 0 for any free one */
export async function serveSockJs(options: readonly SockJsOptions[], port: number): Promise<ServedSockJs> {
  const services = options.map((each) => createSockJsServer(each));
  const http = createServer({ shouldUpgradeCallback: wantsWebSocket }, (request, response) => {
    if (services.some((service) => service.handleRequest(request, response))) return;
    response.writeHead(404, { 'Content-Length': 0 }).end();
  });
  http.on('upgrade', (request, socket, head) => {
    if (services.some((service) => service.handleUpgrade(request, socket, head))) return;
    // Node removes its own error listener before the `upgrade` event.
    socket.on('error', () => socket.destroy());
    socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (http.address() as AddressInfo).port,
    http,
    services,
    dispose: () =>
      new Promise((resolve) => {
        for (const service of services) service.dispose(STOPPING);
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
}

/** Clients that offer another protocol in an Upgrade header get a plain answer. */
function wantsWebSocket(request: IncomingMessage): boolean {
  return request.headers.upgrade?.toLowerCase() === 'websocket';
}
