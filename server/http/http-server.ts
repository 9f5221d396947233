/** The one listening server for clients, and the way in for what other replicas pass on. */

import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type ServerOptions,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { basePathOf } from '#server/config/public-url.ts';
import type { Settings } from '#server/config/settings.ts';
import type { Logger } from '#server/ports.ts';
import { answerClientError, MAX_HEADER_BYTES } from './client-error.ts';
import { createPassedOn } from './forwarding/passed-on.ts';
import { isServedHost } from './host-rule.ts';
import type { FrontDoor, Gate, Health, OnRefused, PageServer, SockjsEndpoint } from './ports.ts';
import type { Arrivals } from './request/arrival.ts';
import { takeBasePathOff } from './request/base-path.ts';
import type { ClientAddress } from './request/client-address.ts';
import type { RequestIdOf } from './request/request-id.ts';
import { toldByProxies } from './request/told-by-proxy.ts';
import { RequestLimits, type SharedWith } from './request-limits.ts';
import { type ServeOptions, serveRequest } from './serve-request.ts';
import type { FollowedKeyPair } from './tls/followed-key-pair.ts';
import { createSecureServer } from './tls/secure-server.ts';
import { createUpgradeRouter } from './upgrade-router.ts';

export interface HttpServerOptions {
  readonly settings: Settings;
  /** With it the server speaks HTTPS; undefined: plain HTTP. */
  readonly keyPair?: FollowedKeyPair | undefined;
  readonly sockjs: SockjsEndpoint;
  readonly pages: PageServer;
  readonly health: Health;
  readonly gate: Gate;
  /** Undefined: every request is answered here. */
  readonly frontDoor?: FrontDoor | undefined;
  /** Other replicas, with which rates of requests are counted; undefined: there are none. */
  readonly sharedWith?: SharedWith | undefined;
  readonly arrivals: Arrivals;
  readonly clientAddress: ClientAddress;
  readonly requestIdOf: RequestIdOf;
  readonly onRefused: OnRefused;
  /** Called with the status of each answer, of refusals too. Not for upgrades. */
  readonly onAnswered?: ((status: number) => void) | undefined;
  readonly logger: Logger;
  readonly dev: boolean;
  readonly timeouts?: HttpTimeouts;
}

/** In milliseconds. */
export interface HttpTimeouts {
  /** From the start of a connection, or the first byte of a later request, to the end of the headers. */
  readonly headers: number;
  /** From the same moment to the end of the body. */
  readonly request: number;
  /** Idle time between two requests. Must exceed the 60 s of common proxies, or they reuse a closed connection. */
  readonly keepAlive: number;
  /** To find out who is calling. Identity providers and clusters that take longer count as down. */
  readonly authentication: number;
}

const TIMEOUTS: HttpTimeouts = {
  headers: 20_000,
  request: 60_000,
  keepAlive: 65_000,
  authentication: 10_000,
};

export interface HttpServer {
  /** For the listener that only other replicas can reach. */
  readonly passedOn: RequestListener;
  /**
   * Listens on host and port of the settings. Resolves to the URL with the actual port.
   * @throws the system's error, for instance EADDRINUSE
   */
  listen(): Promise<string>;
  /** Stops listening, waits `graceMs` for open requests, then cuts the rest. Idempotent. */
  dispose(graceMs: number): Promise<void>;
}

/** Builds the server. It opens nothing before `listen`. */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  const { settings, timeouts = TIMEOUTS } = options;
  const { keyPair } = options;
  const serverOptions: ServerOptions = {
    headersTimeout: timeouts.headers,
    requestTimeout: timeouts.request,
    keepAliveTimeout: timeouts.keepAlive,
    maxHeaderSize: MAX_HEADER_BYTES,
    connectionsCheckingInterval: Math.min(timeouts.headers, 5000),
    // Clients that offer HTTP/2 by an Upgrade header get a plain answer.
    shouldUpgradeCallback: (request) => request.headers.upgrade?.toLowerCase() === 'websocket',
  };
  const basePath = basePathOf(settings);
  const limits = new RequestLimits(settings, options.clientAddress, options.sharedWith);
  const serving: ServeOptions = {
    ...options,
    limits,
    arrivalOf: options.arrivals.of,
    toldOf: toldByProxies(settings.trustedProxies, options.arrivals.of),
    authenticationMs: timeouts.authentication,
  };
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    takeBasePathOff(request, basePath);
    void serveRequest(request, response, serving);
  };
  const server =
    keyPair === undefined
      ? createServer(serverOptions, listener)
      : createSecureServer(
          {
            pair: keyPair,
            isServedHost: (hosts) => isServedHost(hosts, settings),
            handshakeMs: timeouts.headers,
          },
          serverOptions,
          listener,
        );
  server.on('clientError', (error, socket) => answerClientError(error, socket, options));
  const upgrade = createUpgradeRouter({ ...serving, limits });
  server.on('upgrade', (request, socket, head) => {
    takeBasePathOff(request, basePath);
    upgrade(request, socket, head);
  });
  const sockets = new Set<Socket>();
  /** One for all connections. */
  function forgetSocket(this: Socket): void {
    sockets.delete(this);
  }
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', forgetSocket);
  });
  let closing: Promise<void> | undefined;

  return {
    passedOn: createPassedOn(serving, options.arrivals),
    listen: () =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(settings.port, settings.host.replace(/^\[(.*)\]$/, '$1'), () => {
          server.off('error', reject);
          // Without a listener, a failed accept (too many open files) would end the process.
          server.on('error', (error) => options.logger.error({ err: error }, 'Connection not accepted'));
          const scheme = keyPair === undefined ? 'http' : 'https';
          resolve(urlOf(scheme, settings.host, (server.address() as AddressInfo).port));
        });
      }),
    dispose(graceMs) {
      limits.dispose();
      closing ??= new Promise((resolve) => {
        const cut = setTimeout(() => {
          for (const socket of sockets) socket.destroy();
        }, graceMs);
        server.close(() => {
          clearTimeout(cut);
          resolve();
        });
        server.closeIdleConnections();
      });
      return closing;
    },
  };
}

function urlOf(scheme: 'http' | 'https', host: string, port: number): string {
  return `${scheme}://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${port}`;
}
