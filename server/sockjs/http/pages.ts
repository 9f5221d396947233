/** Answers requests outside of sessions. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ResolvedOptions } from '../options.ts';
import {
  isOriginAllowed,
  setCacheable,
  setCors,
  setNotCached,
  setPreflight,
  setSessionCookie,
} from './headers.ts';
import {
  CONNECTION_EXPECTED,
  respondError,
  respondMethodNotAllowed,
  respondNotFound,
  UPGRADE_EXPECTED,
} from './respond.ts';
import { IframePage, respondGreeting, respondInfo } from './static-pages.ts';

export class Pages {
  readonly #options: ResolvedOptions;
  readonly #iframe: IframePage | undefined;

  constructor(options: ResolvedOptions) {
    this.#options = options;
    if (options.clientUrl !== null) this.#iframe = new IframePage(options.clientUrl);
  }

  greeting(request: IncomingMessage, response: ServerResponse): void {
    if (request.method === 'GET') respondGreeting(response);
    else respondMethodNotAllowed(response, ['GET']);
  }

  iframe(request: IncomingMessage, response: ServerResponse): void {
    if (this.#iframe === undefined) respondNotFound(response);
    else if (request.method === 'GET') this.#iframe.respond(request, response, this.#options.clock.now());
    else respondMethodNotAllowed(response, ['GET']);
  }

  info(request: IncomingMessage, response: ServerResponse): void {
    if (request.method === 'OPTIONS') {
      this.preflight(request, response, 'OPTIONS, GET');
    } else if (request.method === 'GET') {
      this.#allowOrigin(request, response);
      setNotCached(response);
      respondInfo(response, this.#options);
    } else {
      respondMethodNotAllowed(response, ['OPTIONS', 'GET']);
    }
  }

  /** Answers a request to a WebSocket URL that is not an upgrade. */
  webSocket(request: IncomingMessage, response: ServerResponse): void {
    if (request.method !== 'GET') {
      respondMethodNotAllowed(response, ['GET']);
    } else if (!this.#options.websocket) {
      setCacheable(response, this.#options.clock.now());
      respondNotFound(response);
    } else {
      const meant = request.headers.upgrade?.toLowerCase() === 'websocket';
      respondError(response, 400, meant ? CONNECTION_EXPECTED : UPGRADE_EXPECTED);
    }
  }

  preflight(request: IncomingMessage, response: ServerResponse, methods: string): void {
    if (this.#options.jsessionid) setSessionCookie(request, response);
    this.#allowOrigin(request, response);
    setCacheable(response, this.#options.clock.now());
    setPreflight(response, methods);
    response.writeHead(204);
    response.end();
  }

  #allowOrigin(request: IncomingMessage, response: ServerResponse): void {
    if (isOriginAllowed(request, this.#options)) setCors(request, response);
    else response.setHeader('Vary', 'Origin');
  }
}
