/** The one listening server: guard, then health and public files, then the caller's sign-in, then SockJS, then Next. */

import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerOptions, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { INTERNAL_ERROR_DETAIL } from '#protocol/problem.ts';
import { basePathOf } from '#server/config/public-url.ts';
import type { Settings } from '#server/config/settings.ts';
import type { Caller, Logger } from '#server/ports.ts';
import { authenticate } from './authenticate.ts';
import { answerClientError, MAX_HEADER_BYTES } from './client-error.ts';
import { framingOrigins, keepsOpener } from './framing-origins.ts';
import { judge } from './guard.ts';
import { answerHealth } from './health-routes.ts';
import { isServedHost } from './host-rule.ts';
import { isPublicFile, isSignInPath, isSignOutPath } from './open-paths.ts';
import type { Gate, Health, OnRefused, PageServer, SockjsEndpoint } from './ports.ts';
import { writeProblem, writeTooMany } from './problem-response.ts';
import { takeBasePathOff } from './request/base-path.ts';
import type { ClientAddress } from './request/client-address.ts';
import { loggedPath } from './request/logged-path.ts';
import { REQUEST_ID_HEADER, type RequestIdOf } from './request/request-id.ts';
import { isUnder, type RequestTarget } from './request/request-target.ts';
import { type ToldByProxyOf, toldByProxies } from './request/told-by-proxy.ts';
import { RequestLimits } from './request-limits.ts';
import { applySecurityHeaders } from './security-headers.ts';
import { redirectToSignIn } from './sign-in-redirect.ts';
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

const API_METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Pages take no forms. Next would decode any other body as a server action, and log what it cannot decode. */
const PAGE_METHODS = new Set(['GET', 'HEAD']);

export interface HttpServer {
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
  const limits = new RequestLimits(settings, options.clientAddress);
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
  const toldOf = toldByProxies(settings.trustedProxies);
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    takeBasePathOff(request, basePath);
    void serve(request, response, limits, toldOf, options);
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
  const upgrade = createUpgradeRouter({
    ...options,
    limits,
    toldOf,
    authenticationMs: timeouts.authentication,
  });
  server.on('upgrade', (request, socket, head) => {
    takeBasePathOff(request, basePath);
    upgrade(request, socket, head);
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  let closing: Promise<void> | undefined;

  return {
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

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  limits: RequestLimits,
  toldOf: ToldByProxyOf,
  options: HttpServerOptions,
): Promise<void> {
  applySecurityHeaders(request, response, {
    nonce: randomBytes(16).toString('base64'),
    frameAncestors: framingOrigins(request.url, options.settings.frameAncestors),
    keepsOpener: keepsOpener(request.url, options.settings.frameAncestors),
    dev: options.dev,
  });
  const { hstsSeconds } = options.settings;
  if (hstsSeconds > 0) response.setHeader('strict-transport-security', `max-age=${hstsSeconds}`);
  const { onAnswered } = options;
  if (onAnswered !== undefined) {
    response.once('close', () => response.headersSent && onAnswered(response.statusCode));
  }
  const requestId = options.requestIdOf(request);
  response.setHeader(REQUEST_ID_HEADER, requestId);
  const verdict = judge(request, 'request', options.settings, toldOf(request));
  if (verdict.kind === 'refuse') {
    options.onRefused(request, verdict.code);
    writeProblem(response, verdict.code, verdict.detail);
    return;
  }
  const tooMany = limits.open(request, response);
  if (tooMany !== undefined) {
    options.onRefused(request, 'too-many-requests');
    writeTooMany(response, tooMany);
    return;
  }
  const path = loggedPath(verdict.target, options.settings.sockjsPrefix);
  const fields = { requestId, method: request.method, path };
  logWhenDone(fields, response, options.logger);
  try {
    await dispatch(verdict.target, request, response, limits, options);
  } catch (error) {
    options.logger.error({ ...fields, err: error }, 'Request failed');
    if (response.headersSent) response.destroy();
    else writeProblem(response, 'internal-error', INTERNAL_ERROR_DETAIL);
  }
}

async function dispatch(
  target: RequestTarget,
  request: IncomingMessage,
  response: ServerResponse,
  limits: RequestLimits,
  options: HttpServerOptions,
): Promise<void> {
  const { settings, sockjs, health, gate, onRefused, dev, timeouts = TIMEOUTS } = options;
  const { pathname } = target;
  if (answerHealth(pathname, request, response, health)) return;
  // The polls of a terminal are as many as its output wants. How many are open is limited.
  const isSockjs = isUnder(pathname, settings.sockjsPrefix);
  const tooFast = isSockjs ? undefined : await limits.begin(request);
  if (tooFast !== undefined) {
    onRefused(request, 'too-many-requests');
    writeTooMany(response, tooFast);
    return;
  }
  if (isPublicFile(target)) {
    await servePage(pathname, request, response, undefined, options);
    return;
  }
  const pending = authenticate(request, gate, timeouts.authentication);
  const admission = pending instanceof Promise ? await pending : pending;
  if (admission.kind === 'failed') throw admission.error;
  if (admission.kind === 'refused') {
    const isOut = admission.code === 'sign-in-unavailable' && isSignOutPath(target);
    if (isSignInPath(target) || isOut || (dev && isDevelopmentTool(pathname))) {
      await servePage(pathname, request, response, undefined, options);
      return;
    }
    const isLed = redirectToSignIn(target, request, response, admission.code, settings);
    if (!isLed) writeProblem(response, admission.code, admission.detail);
    // Who only opens a page is not refused. Who shows a token there finds out whether it is accepted.
    if (!isLed || request.headers.authorization !== undefined) onRefused(request, admission.code);
    return;
  }
  const { caller, setCookies = [] } = admission.who;
  if (setCookies.length > 0) response.setHeader('set-cookie', [...setCookies]);
  const tooMany = limits.openFor(caller, response) ?? (isSockjs ? undefined : await limits.beginFor(caller));
  if (tooMany !== undefined) {
    onRefused(request, 'too-many-requests', caller);
    writeTooMany(response, tooMany);
    return;
  }
  if (isSockjs && sockjs.handleRequest(request, response, caller)) return;
  await servePage(pathname, request, response, caller, options);
}

async function servePage(
  pathname: string,
  request: IncomingMessage,
  response: ServerResponse,
  caller: Caller | undefined,
  { pages, dev }: HttpServerOptions,
): Promise<void> {
  const methods =
    isUnder(pathname, '/api') || (dev && isDevelopmentTool(pathname)) ? API_METHODS : PAGE_METHODS;
  if (methods.has(request.method ?? '')) {
    await pages.handleRequest(request, response, caller);
    return;
  }
  response.setHeader('allow', [...methods].join(', '));
  writeProblem(response, 'method-not-allowed', 'This method is not served here.');
}

/** Next's error overlay posts to paths of this form. */
function isDevelopmentTool(pathname: string): boolean {
  return pathname.startsWith('/__nextjs');
}

function logWhenDone(fields: object, response: ServerResponse, logger: Logger): void {
  const start = performance.now();
  response.once('close', () => {
    const milliseconds = Math.round(performance.now() - start);
    logger.debug({ ...fields, status: response.statusCode, milliseconds }, 'Request');
  });
}

function urlOf(scheme: 'http' | 'https', host: string, port: number): string {
  return `${scheme}://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${port}`;
}
