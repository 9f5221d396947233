/** Answers one request: guard, then health and public files, then the caller's sign-in, then SockJS, then Next. */

import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { INTERNAL_ERROR_DETAIL } from '#protocol/problem.ts';
import type { Settings } from '#server/config/settings.ts';
import type { Caller, Logger } from '#server/ports.ts';
import { authenticate } from './authenticate.ts';
import { framingOrigins, keepsOpener } from './framing-origins.ts';
import { judge } from './guard.ts';
import { answerHealth } from './health-routes.ts';
import { isPublicFile, isSignInPath, isSignOutPath } from './open-paths.ts';
import type { FrontDoor, Gate, Health, OnRefused, PageServer, SockjsEndpoint } from './ports.ts';
import { writeProblem, writeTooMany } from './problem-response.ts';
import type { ArrivalOf } from './request/arrival.ts';
import { loggedPath } from './request/logged-path.ts';
import { REQUEST_ID_HEADER, type RequestIdOf } from './request/request-id.ts';
import { isUnder, type RequestTarget } from './request/request-target.ts';
import type { ToldByProxyOf } from './request/told-by-proxy.ts';
import type { Limits } from './request-limits.ts';
import { applySecurityHeaders } from './security-headers.ts';
import { redirectToSignIn } from './sign-in-redirect.ts';

export interface ServeOptions {
  readonly settings: Settings;
  readonly sockjs: SockjsEndpoint;
  readonly pages: PageServer;
  readonly health: Health;
  readonly gate: Gate;
  /** Undefined: every request is answered here. */
  readonly frontDoor?: FrontDoor | undefined;
  readonly limits: Limits;
  readonly arrivalOf: ArrivalOf;
  readonly toldOf: ToldByProxyOf;
  readonly requestIdOf: RequestIdOf;
  readonly onRefused: OnRefused;
  /** Called with the status of each answer, of refusals too. Not for upgrades. */
  readonly onAnswered?: ((status: number) => void) | undefined;
  /** See {@link HttpTimeouts.authentication}. */
  readonly authenticationMs: number;
  readonly logger: Logger;
  readonly dev: boolean;
}

const API_METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Pages take no forms. Next would decode any other body as a server action, and log what it cannot decode. */
const PAGE_METHODS = new Set(['GET', 'HEAD']);

/** Never rejects. The base path must be off. */
export async function serveRequest(
  request: IncomingMessage,
  response: ServerResponse,
  options: ServeOptions,
): Promise<void> {
  const { limits, arrivalOf, toldOf, onAnswered, logger } = options;
  const { frameAncestors, hstsSeconds, sockjsPrefix } = options.settings;
  applySecurityHeaders(request, response, {
    nonce: randomBytes(16).toString('base64'),
    frameAncestors: framingOrigins(request.url, frameAncestors),
    keepsOpener: keepsOpener(request.url, frameAncestors),
    dev: options.dev,
  });
  if (hstsSeconds > 0) response.setHeader('strict-transport-security', `max-age=${hstsSeconds}`);
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
  const front = arrivalOf(request).front?.replicaId;
  const fields = {
    requestId,
    method: request.method,
    path: loggedPath(verdict.target, sockjsPrefix),
    ...(front === undefined ? {} : { front }),
  };
  logWhenDone(fields, response, logger);
  try {
    await dispatch(verdict.target, request, response, options);
  } catch (error) {
    logger.error({ ...fields, err: error }, 'Request failed');
    if (response.headersSent) response.destroy();
    else writeProblem(response, 'internal-error', INTERNAL_ERROR_DETAIL);
  }
}

async function dispatch(
  target: RequestTarget,
  request: IncomingMessage,
  response: ServerResponse,
  options: ServeOptions,
): Promise<void> {
  const { settings, sockjs, health, gate, frontDoor, limits, arrivalOf, onRefused, dev } = options;
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
    if ((await frontDoor?.takeFile(target, request, response)) === true) return;
    await servePage(pathname, request, response, undefined, options);
    return;
  }
  const pending = authenticate(request, gate, arrivalOf, options.authenticationMs);
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
  if (frontDoor?.takeRequest(target, request, response) === true) return;
  if (isSockjs && sockjs.handleRequest(request, response, caller)) return;
  await servePage(pathname, request, response, caller, options);
}

async function servePage(
  pathname: string,
  request: IncomingMessage,
  response: ServerResponse,
  caller: Caller | undefined,
  { pages, dev }: ServeOptions,
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
