/** Answers the session URLs of the HTTP transports: checks method and admission, then starts a receiver or sender. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressLimit } from '../address-limit.ts';
import { admit } from '../admission.ts';
import type { ResolvedOptions } from '../options.ts';
import type { SessionEndpoint } from '../routes.ts';
import { callbackOf } from './callback.ts';
import { EVENT_SOURCE } from './eventsource.ts';
import { setCors, setNotCached, setSessionCookie } from './headers.ts';
import { htmlFileFormat } from './htmlfile.ts';
import { JSONP_SEND, jsonpFormat } from './jsonp.ts';
import type { Pages } from './pages.ts';
import { Receiver, type ReceiverFormat } from './receiver.ts';
import { respondError, respondMethodNotAllowed, respondNotFound } from './respond.ts';
import { Sender, type SenderFormat } from './sender.ts';
import { SessionStore } from './session-store.ts';
import { SocketEnds } from './socket-ends.ts';
import { XHR_POLLING, XHR_SEND, XHR_STREAMING } from './xhr.ts';

export type HttpEndpoint = Exclude<SessionEndpoint, 'websocket'>;

/** Endpoints that need CORS headers. The others are loaded by HTML elements, which do not. */
const CORS_ENDPOINTS: ReadonlySet<HttpEndpoint> = new Set([
  'xhr',
  'xhr_send',
  'xhr_streaming',
  'eventsource',
]);
const PREFLIGHT_ENDPOINTS: ReadonlySet<HttpEndpoint> = new Set(['xhr', 'xhr_send', 'xhr_streaming']);
const GET_ENDPOINTS: ReadonlySet<HttpEndpoint> = new Set(['eventsource', 'htmlfile', 'jsonp']);

const SCRIPT_ENDPOINTS: ReadonlySet<HttpEndpoint> = new Set(['htmlfile', 'jsonp', 'jsonp_send']);

const TOO_MANY = 429;
const UNAVAILABLE = 503;

export class SessionEndpoints {
  readonly #options: ResolvedOptions;
  readonly #pages: Pages;
  readonly #store: SessionStore;
  readonly #ends = new SocketEnds();

  constructor(options: ResolvedOptions, addresses: AddressLimit, pages: Pages) {
    this.#options = options;
    this.#pages = pages;
    this.#store = new SessionStore(options, addresses);
  }

  get openCount(): number {
    return this.#store.openCount;
  }

  disposeAll(code: number, reason: string): void {
    this.#store.disposeAll(code, reason);
  }

  handle(
    endpoint: HttpEndpoint,
    sessionId: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): void {
    if (SCRIPT_ENDPOINTS.has(endpoint) && !this.#options.scriptTransports) {
      respondNotFound(response);
      return;
    }
    const method = GET_ENDPOINTS.has(endpoint) ? 'GET' : 'POST';
    const preflighted = PREFLIGHT_ENDPOINTS.has(endpoint);
    if (preflighted && request.method === 'OPTIONS') {
      this.#pages.preflight(request, response, 'OPTIONS, POST');
    } else if (request.method !== method) {
      respondMethodNotAllowed(response, preflighted ? [method, 'OPTIONS'] : [method]);
    } else {
      this.#admit(endpoint, sessionId, request, response);
    }
  }

  #admit(
    endpoint: HttpEndpoint,
    sessionId: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): void {
    if (this.#options.jsessionid) setSessionCookie(request, response);
    setNotCached(response);
    admit(request, this.#options, {
      onAdmitted: (context) => {
        if (response.destroyed) return;
        if (CORS_ENDPOINTS.has(endpoint)) setCors(request, response);
        const key = sessionKeyOf(this.#options.sessionKey(context), sessionId);
        this.#serve(endpoint, key, context, request, response);
      },
      onRefused: (status) => this.#refuse(request, response, status, 'Refused.'),
    });
  }

  #serve(
    endpoint: HttpEndpoint,
    key: string,
    context: unknown,
    request: IncomingMessage,
    response: ServerResponse,
  ): void {
    switch (endpoint) {
      case 'xhr_send':
        this.#send(key, context, request, response, XHR_SEND);
        break;
      case 'jsonp_send':
        this.#send(key, context, request, response, JSONP_SEND);
        break;
      case 'xhr':
        this.#receive(key, context, request, response, XHR_POLLING);
        break;
      case 'xhr_streaming':
        this.#receive(key, context, request, response, XHR_STREAMING);
        break;
      case 'eventsource':
        this.#receive(key, context, request, response, EVENT_SOURCE);
        break;
      case 'htmlfile':
      case 'jsonp': {
        const callback = callbackOf(request.url ?? '');
        const format = endpoint === 'jsonp' ? jsonpFormat : htmlFileFormat;
        if (callback.kind === 'refused') respondError(response, 500, callback.reason);
        else this.#receive(key, context, request, response, format(callback.name));
      }
    }
  }

  #receive(
    key: string,
    context: unknown,
    request: IncomingMessage,
    response: ServerResponse,
    format: ReceiverFormat,
  ): void {
    const known = this.#store.get(key);
    if (known !== undefined && !this.#options.sameContext(known.context, context)) {
      respondNotFound(response);
      return;
    }
    const address = this.#options.clientAddress(request);
    const session = known ?? this.#store.create(key, format.transport, context, address);
    if (session === 'address-limit') {
      this.#refuse(request, response, TOO_MANY, 'Too many connections from this address.');
    } else if (session === 'session-limit') {
      this.#refuse(request, response, UNAVAILABLE, 'Too many sessions.');
    } else {
      const { clock, responseLimitBytes } = this.#options;
      const settings = { limitBytes: responseLimitBytes, ends: this.#ends, clock };
      session.attach(new Receiver(request, response, format, settings));
    }
  }

  #send(
    key: string,
    context: unknown,
    request: IncomingMessage,
    response: ServerResponse,
    format: SenderFormat,
  ): void {
    const session = this.#store.get(key);
    if (session === undefined || !this.#options.sameContext(session.context, context)) {
      respondNotFound(response);
    } else if (!this.#store.takeSender(key)) {
      this.#refuse(request, response, TOO_MANY, 'Too many requests at once.');
    } else {
      const onDone = () => this.#store.releaseSender(key, session);
      new Sender(request, response, format, session, this.#options, onDone).start();
    }
  }

  #refuse(request: IncomingMessage, response: ServerResponse, status: number, reason: string): void {
    this.#options.onRefused(request, status);
    respondError(response, status, reason);
  }
}

/** The id has no slash, so that no two pairs have the same key. */
function sessionKeyOf(owner: string, sessionId: string): string {
  return `${owner}/${sessionId}`;
}
