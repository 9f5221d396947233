/** Requests of one identity to its API server: JSON, and streams of JSON lines. */

import http from 'node:http';
import https from 'node:https';
import type { Clock } from '#server/ports.ts';
import { ApiStatusError, CredentialsError } from '../errors/api-error.ts';
import type { ClusterLimits } from '../limits.ts';
import { readBody } from './body.ts';
import type { Access, Credentials } from './credentials.ts';
import { Turns } from './turns.ts';

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

export interface RequestOptions {
  readonly query?: Query;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for the whole request; the limits' `requestMs` when undefined. */
  readonly timeoutMs?: number;
  /** The `Accept` header; any JSON when undefined. */
  readonly accept?: string | undefined;
}

/** Sends requests to one API server with one caller's credentials, within the limits on concurrent requests. */
export class ApiClient {
  readonly #credentials: Credentials;
  readonly #limits: ClusterLimits;
  readonly #clock: Clock;
  readonly #requests: Turns;
  readonly #streams: Turns;

  constructor(credentials: Credentials, limits: ClusterLimits, clock: Clock) {
    this.#credentials = credentials;
    this.#limits = limits;
    this.#clock = clock;
    this.#requests = new Turns(limits.requestsAtOnce, limits.requestsWaiting);
    this.#streams = new Turns(limits.streamsAtOnce, 0);
  }

  /** @throws CredentialsError */
  async access(): Promise<Access> {
    try {
      return await this.#credentials.current();
    } catch (cause) {
      throw new CredentialsError(cause);
    }
  }

  /** @throws ApiStatusError, CredentialsError, or Node's error of the connection */
  async get<T>(path: string, options: RequestOptions = {}): Promise<T> {
    return JSON.parse(await this.getText(path, options)) as T;
  }

  /** The response body as text, so that a caller can read its beginning before parsing it. Throws as {@link get}. */
  getText(path: string, options: RequestOptions = {}): Promise<string> {
    return this.#text('GET', path, undefined, options);
  }

  /** Only for access reviews, which change nothing: the request may be sent twice. Throws as {@link get}. */
  async post<T>(path: string, body: object, options: RequestOptions = {}): Promise<T> {
    return JSON.parse(await this.#text('POST', path, JSON.stringify(body), options)) as T;
  }

  /**
   * Opens a response that streams until the server ends it or `signal` aborts. The headers must arrive within
   * `requestMs`; the body has no time limit. Throws as {@link get}.
   */
  async stream(path: string, query: Query, signal: AbortSignal): Promise<http.IncomingMessage> {
    const endTurn = await this.#streams.take(signal);
    try {
      const response = await this.#openStream(path, query, signal);
      response.once('close', endTurn);
      return response;
    } catch (error) {
      endTurn();
      throw error;
    }
  }

  async #openStream(path: string, query: Query, signal: AbortSignal): Promise<http.IncomingMessage> {
    const head = new AbortController();
    const cancel = this.#clock.after(this.#limits.requestMs, () =>
      head.abort(timeoutError(this.#limits.requestMs)),
    );
    try {
      const access = await this.access();
      const response = await send(
        access,
        'GET',
        path,
        query,
        undefined,
        AbortSignal.any([signal, head.signal]),
      );
      if (response.statusCode !== 200) throw await this.#failure(response);
      return response;
    } finally {
      cancel();
    }
  }

  async #text(
    method: string,
    path: string,
    body: string | undefined,
    options: RequestOptions,
  ): Promise<string> {
    const access = accepting(options.accept, await this.access());
    const endTurn = await this.#requests.take(options.signal);
    const timeoutMs = options.timeoutMs ?? this.#limits.requestMs;
    const timeout = new AbortController();
    const cancel = this.#clock.after(timeoutMs, () => timeout.abort(timeoutError(timeoutMs)));
    const signals = [timeout.signal, ...(options.signal === undefined ? [] : [options.signal])];
    try {
      const signal = AbortSignal.any(signals);
      const response = await send(access, method, path, options.query ?? {}, body, signal);
      const status = response.statusCode ?? 0;
      if (status < 200 || status > 299) throw await this.#failure(response);
      return (await readBody(response, this.#limits.responseBytes)).toString('utf8');
    } finally {
      endTurn();
      cancel();
    }
  }

  async #failure(response: http.IncomingMessage): Promise<ApiStatusError> {
    const text = (await readBody(response, this.#limits.responseBytes)).toString('utf8');
    return ApiStatusError.fromBody(response.statusCode ?? 0, text);
  }
}

function accepting(accept: string | undefined, access: Access): Access {
  return accept === undefined ? access : { ...access, headers: { ...access.headers, Accept: accept } };
}

/** The error of a request without an answer. Its code makes callers treat it as a network error. */
function timeoutError(ms: number): Error {
  return Object.assign(new Error(`No answer within ${ms / 1000} s`), { code: 'ETIMEDOUT' });
}

async function send(
  access: Access,
  method: string,
  path: string,
  query: Query,
  body: string | undefined,
  signal: AbortSignal,
): Promise<http.IncomingMessage> {
  try {
    return await sendOnce(access, method, path, query, body, signal);
  } catch (error) {
    // The server may close an idle connection just as it is reused; the request then never reached it.
    if (error instanceof StaleConnectionError && !signal.aborted) {
      return sendOnce(access, method, path, query, body, signal);
    }
    throw error;
  }
}

class StaleConnectionError extends Error {}

function sendOnce(
  access: Access,
  method: string,
  path: string,
  query: Query,
  body: string | undefined,
  signal: AbortSignal,
): Promise<http.IncomingMessage> {
  const url = new URL(access.server + path);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  const headers: Record<string, string> = { Accept: 'application/json', ...access.headers };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const { request: open } = url.protocol === 'https:' ? https : http;
    const request = open(url, { method, headers, agent: access.requestAgent, signal });
    request.on('response', resolve);
    request.on('error', (error: NodeJS.ErrnoException) => {
      const stale = request.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
      reject(stale ? new StaleConnectionError(error.message, { cause: error }) : unwrap(error, signal));
    });
    request.end(body);
  });
}

/** Node reports an abort as an AbortError without the signal's reason; callers need the reason. */
function unwrap(error: Error, signal: AbortSignal): unknown {
  return error.name === 'AbortError' && signal.aborted ? signal.reason : error;
}
