/** The HTTPS server: authenticates, authorizes and routes each request. No client input can stop it. */

import type { IncomingMessage } from 'node:http';
import { ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { authenticate, offeredProtocols } from '../access/authenticate.ts';
import type { TokenTable } from '../access/users.ts';
import { badRequest, internalError, StatusError, unauthorized } from '../objects/status-error.ts';
import type { StreamRequest } from '../ports.ts';
import type { ServerIdentity } from '../tls/authority.ts';
import { renewSessions } from '../tls/renew-sessions.ts';
import { authorize } from './authorize.ts';
import type { Cluster } from './exchange.ts';
import { Impersonation } from './impersonation.ts';
import { removeImpersonation } from './impersonation-headers.ts';
import { servePath } from './path-handlers.ts';
import { serveStream } from './pod-streams.ts';
import { sendStatus } from './reply.ts';
import { type RequestInfo, requestInfo } from './request-info.ts';
import { serveResource } from './resource-handlers.ts';
import { findResource, type StoredResource } from './resources.ts';

export interface ApiServerOptions {
  readonly identity: ServerIdentity;
  readonly tokens: TokenTable;
  readonly cluster: Cluster;
  /** Called with internal errors. Clients get a 500 without the error's text. */
  readonly onFault: (error: unknown) => void;
}

const STREAM_PATH = /^\/api\/v1\/namespaces\/[^/]+\/pods\/[^/]+\/(exec|attach)\/?$/;

export class ApiServer {
  readonly #options: ApiServerOptions;
  readonly #impersonation: Impersonation;
  readonly #sockets = new Set<Duplex>();
  #server: Server | undefined;

  constructor(options: ApiServerOptions) {
    this.#options = options;
    const { authorizer, features } = options.cluster;
    this.#impersonation = new Impersonation(authorizer, features.constrainedImpersonation);
  }

  /** Listens on loopback; 0 takes a free port. Returns the port. @throws Error when the port is taken */
  async listen(port: number): Promise<number> {
    const { identity } = this.#options;
    const server = createServer({
      cert: identity.certPem,
      key: identity.keyPem,
      ALPNProtocols: ['http/1.1'],
      shouldUpgradeCallback: isStreamUpgrade,
      keepAliveTimeout: 60_000,
    });
    renewSessions(server);
    server.on('request', (request, response) => {
      void this.#answer(request, response, { kind: 'plain', response });
    });
    server.on('upgrade', (request, socket, head) => {
      void this.#answerUpgrade(request, socket, head);
    });
    server.on('connection', (socket: Duplex) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    server.on('tlsClientError', (_error, socket) => socket.destroy());
    server.on('clientError', (_error, socket) => refuseGarbage(socket));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
    this.#server = server;
    return (server.address() as AddressInfo).port;
  }

  /** Stops listening and breaks every connection, streams included. Idempotent. */
  async close(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  async #answerUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', () => socket.destroy());
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    await this.#answer(request, response, { kind: 'upgrade', socket, head }, () => {
      // Only a refused upgrade writes to the socket through this response.
      response.assignSocket(socket as Parameters<ServerResponse['assignSocket']>[0]);
      response.on('finish', () => socket.end());
    });
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
    answer: StreamRequest['answer'],
    beforeRefusal: () => void = () => undefined,
  ): Promise<void> {
    try {
      await this.#route(request, response, answer);
    } catch (error) {
      beforeRefusal();
      if (!(error instanceof StatusError) && !request.destroyed) this.#options.onFault(error);
      if (response.headersSent || response.destroyed) response.socket?.destroy();
      else sendStatus(response, error instanceof StatusError ? error : internalError('unexpected fault'));
    }
  }

  async #route(
    request: IncomingMessage,
    response: ServerResponse,
    answer: StreamRequest['answer'],
  ): Promise<void> {
    const { cluster, tokens } = this.#options;
    const url = parseUrl(request);
    const sender = authenticate(request.headers, tokens);
    if (sender === undefined) throw unauthorized();
    const query = url.searchParams;
    const info = requestInfo(request.method ?? 'GET', url.pathname, query);
    const user = this.#impersonation.actingUser(sender, request.headersDistinct, info);
    authorize(cluster.authorizer, user, info);
    const exchange = { cluster, user, request, response, query };
    const stream = streamTarget(info);
    if (stream !== undefined) {
      hideToken(request);
      removeImpersonation(request.headers);
      serveStream({ cluster, user, ...stream, message: request, query, answer });
    } else if (info.kind === 'resource') await serveResource(exchange, info);
    else servePath(exchange, info);
  }
}

/** Answers input that is not HTTP as a Go server does. */
function refuseGarbage(socket: Duplex): void {
  if (!socket.writable) socket.destroy();
  else
    socket.end(
      'HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n400 Bad Request',
    );
}

/**
 * True for an upgrade to WebSocket or SPDY on a stream path. kubectl falls back to SPDY: it is not served, but the
 * request still gets its other errors (404, 403). On any other path the upgrade is ignored.
 */
function isStreamUpgrade({ url, headers }: IncomingMessage): boolean {
  return headers.upgrade !== undefined && STREAM_PATH.test(url?.split('?')[0] ?? '');
}

function parseUrl(request: IncomingMessage): URL {
  try {
    return new URL(request.url ?? '/', 'https://kubernetes');
  } catch {
    throw badRequest('the request URL is not valid');
  }
}

function streamTarget(info: RequestInfo) {
  if (info.kind !== 'resource' || (info.verb !== 'get' && info.verb !== 'create')) return undefined;
  const { subresource: kind } = info;
  if (kind !== 'exec' && kind !== 'attach') return undefined;
  const resource = findResource(info.group, info.version, info.resource);
  if (resource === undefined || resource.kept !== 'pods') return undefined;
  return { kind, target: info, resource: resource satisfies StoredResource } as const;
}

/** The kubelet never sees a token, neither in a header nor among the subprotocols. */
function hideToken({ headers }: IncomingMessage): void {
  delete headers.authorization;
  const protocols = offeredProtocols(headers['sec-websocket-protocol']);
  if (protocols.length > 0) headers['sec-websocket-protocol'] = protocols.join(', ');
  else delete headers['sec-websocket-protocol'];
}
