/** Requests of one identity to its API server: JSON, lists of pods in the binary format, and streams of JSON lines. */

import http from 'node:http';
import https from 'node:https';
import { isPodshellError } from '#protocol/problem.ts';
import type { Clock } from '#server/ports.ts';
import { ApiStatusError, CredentialsError } from '../errors/api-error.ts';
import { retryAfterMs } from '../errors/retry-after.ts';
import { withRoute } from '../errors/route-error.ts';
import { timeoutError } from '../errors/timeout-error.ts';
import type { ClusterLimits } from '../limits.ts';
import { type ClusterObserver, type ClusterVerb, NO_CLUSTER_OBSERVER } from '../ports.ts';
import { isProtobuf } from '../protobuf/envelope.ts';
import { statusFromProtobuf } from '../protobuf/status-message.ts';
import { type Answer, readAnswer } from './body.ts';
import type { Access, Credentials } from './credentials/credentials.ts';
import { Turns } from './turns.ts';
import { verbOf } from './verb.ts';
import { whileBusy } from './while-busy.ts';

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

export interface RequestOptions {
  readonly query?: Query;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for one attempt, and for waits while the cluster is busy; the limits' when undefined. */
  readonly timeoutMs?: number;
  /** The `Accept` header; any JSON when undefined. */
  readonly accept?: string | undefined;
}

/** Sends requests to one API server with one caller's credentials, within the limits on concurrent requests. */
export class ApiClient {
  readonly observer: ClusterObserver;
  readonly #credentials: Credentials;
  readonly #limits: ClusterLimits;
  readonly #clock: Clock;
  readonly #requests: Turns;
  readonly #streams: Turns;
  #asking: Promise<boolean> | undefined;

  constructor(
    credentials: Credentials,
    limits: ClusterLimits,
    clock: Clock,
    observer: ClusterObserver = NO_CLUSTER_OBSERVER,
  ) {
    this.observer = observer;
    this.#credentials = credentials;
    this.#limits = limits;
    this.#clock = clock;
    this.#requests = new Turns(limits.requestsAtOnce, limits.requestsWaiting);
    this.#streams = new Turns(limits.streamsAtOnce, 0);
  }

  /** @throws CredentialsError, or the PodshellError of a sign-in that has ended */
  async access(): Promise<Access> {
    try {
      return await this.#credentials.current();
    } catch (cause) {
      throw asCredentialsError(cause);
    }
  }

  /**
   * Other credentials than `refused`, which the cluster answered with 401; undefined if there are none.
   * @throws CredentialsError
   */
  async renewedAccess(refused: Access): Promise<Access | undefined> {
    try {
      return await this.#credentials.renew(refused);
    } catch (cause) {
      throw asCredentialsError(cause);
    }
  }

  /** @throws ApiStatusError, CredentialsError, or Node's error of the connection */
  async get<T>(path: string, options: RequestOptions = {}): Promise<T> {
    return JSON.parse(await this.#text('GET', path, undefined, options)) as T;
  }

  /** The response body, in whichever of the formats of `options.accept` the server has chosen. Throws as {@link get}. */
  getAnswer(path: string, options: RequestOptions): Promise<Answer> {
    return this.#answer('GET', path, undefined, options);
  }

  /**
   * It may be sent twice, so only for reviews, which change nothing, and for objects with a name of their own: the second
   * time, that exists (409). Throws as {@link get}.
   */
  async post<T>(path: string, body: object, options: RequestOptions = {}): Promise<T> {
    return JSON.parse(await this.#text('POST', path, JSON.stringify(body), options)) as T;
  }

  /**
   * A strategic merge patch. It may be sent twice, so a second time must change nothing: list items are merged by name.
   * Throws as {@link get}.
   */
  async patch<T>(path: string, body: object, options: RequestOptions = {}): Promise<T> {
    return JSON.parse(await this.#text('PATCH', path, JSON.stringify(body), options)) as T;
  }

  /** It may be sent twice. Throws as {@link get}. @param body options of the deletion */
  async delete(path: string, body: object): Promise<void> {
    await this.#text('DELETE', path, JSON.stringify(body), {});
  }

  /**
   * Opens a response that streams until the server ends it or `signal` aborts. The headers must arrive within
   * `requestMs`; the body has no time limit. Throws as {@link get}.
   */
  async stream(
    path: string,
    query: Query,
    signal: AbortSignal,
    { verb = 'watch', accept }: { readonly verb?: ClusterVerb; readonly accept?: string } = {},
  ): Promise<http.IncomingMessage> {
    const endTurn = await this.#streams.take(signal);
    try {
      const request = { verb, method: 'GET', path, query, body: undefined, accept };
      const response = await this.#openStream(request, signal);
      response.once('close', endTurn);
      return response;
    } catch (error) {
      endTurn();
      throw error;
    }
  }

  /**
   * True if the API server answers anything at all within `answerMs`, also a refusal. Callers at the same time share
   * one request, which takes no turn: those may all be held by requests that get no answer. Never rejects.
   */
  isAnswering(): Promise<boolean> {
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async #ask(): Promise<boolean> {
    // A slow exec plugin says nothing about the server.
    const access = await this.access().catch(() => undefined);
    if (access === undefined) return true;
    const request = { verb: 'get', method: 'GET', path: '/livez', query: {}, body: undefined } as const;
    try {
      const response = await this.#timed(this.#limits.answerMs, undefined, (timed) =>
        this.#send(access, request, timed),
      );
      response.resume();
      return true;
    } catch {
      return false;
    }
  }

  #openStream(request: ApiRequest, signal: AbortSignal): Promise<http.IncomingMessage> {
    return this.#patiently(this.#limits.busyMs, signal, (access) =>
      this.#timed(this.#limits.requestMs, signal, async (timed) => {
        const response = await this.#send(access, request, timed);
        if (response.statusCode !== 200) throw await this.#failure(response);
        return response;
      }),
    );
  }

  async #text(
    method: string,
    path: string,
    body: string | undefined,
    options: RequestOptions,
  ): Promise<string> {
    return (await this.#answer(method, path, body, options)).bytes.toString('utf8');
  }

  #answer(method: string, path: string, body: string | undefined, options: RequestOptions): Promise<Answer> {
    const { signal, query = {}, timeoutMs = this.#limits.requestMs, accept } = options;
    const verb = verbOf(method, path);
    // Who wants an answer soon does not want to wait for longer.
    const patienceMs = Math.min(this.#limits.busyMs, options.timeoutMs ?? this.#limits.busyMs);
    return this.#patiently(patienceMs, signal, async (access) => {
      const endTurn = await this.#requests.take(signal);
      try {
        return await this.#timed(timeoutMs, signal, async (timed) => {
          const request = { verb, method, path, query, body, accept };
          const response = await this.#send(access, request, timed);
          const status = response.statusCode ?? 0;
          if (status < 200 || status > 299) throw await this.#failure(response);
          return await readAnswer(response, this.#limits.responseBytes);
        });
      } finally {
        endTurn();
      }
    });
  }

  /** Attempts a request, again while the cluster is busy. It has no turn while it waits. */
  #patiently<T>(
    patienceMs: number,
    signal: AbortSignal | undefined,
    attempt: (access: Access) => Promise<T>,
  ): Promise<T> {
    return whileBusy(this.#clock, patienceMs, signal, () => this.#withRenewal(signal, attempt));
  }

  /** Attempts a request; after a 401 once more, if the credentials have been renewed meanwhile. */
  async #withRenewal<T>(
    signal: AbortSignal | undefined,
    attempt: (access: Access) => Promise<T>,
  ): Promise<T> {
    const access = await unlessAborted(this.access(), signal);
    try {
      return await attempt(access);
    } catch (error) {
      if (!(error instanceof ApiStatusError) || error.httpStatus !== 401) throw error;
      const renewed = await unlessAborted(this.renewedAccess(access), signal);
      if (renewed === undefined) throw error;
      return attempt(renewed);
    }
  }

  async #timed<T>(
    ms: number,
    signal: AbortSignal | undefined,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const timeout = new AbortController();
    const cancel = this.#clock.after(ms, () =>
      timeout.abort(timeoutError(`No answer within ${ms / 1000} s`)),
    );
    try {
      return await work(signal === undefined ? timeout.signal : AbortSignal.any([signal, timeout.signal]));
    } finally {
      cancel();
    }
  }

  async #send(access: Access, request: ApiRequest, signal: AbortSignal): Promise<http.IncomingMessage> {
    const answered = this.observer.onRequest(request.verb);
    try {
      const response = await send(access, request, signal);
      answered(response.statusCode);
      return response;
    } catch (error) {
      answered(undefined);
      throw error;
    }
  }

  async #failure(response: http.IncomingMessage): Promise<ApiStatusError> {
    const answer = await readAnswer(response, this.#limits.responseBytes);
    const status = response.statusCode ?? 0;
    const wait = retryAfterMs(status, response.headers['retry-after'], this.#clock.now());
    const said = isProtobuf(answer.contentType) ? statusFromProtobuf(answer.bytes) : undefined;
    if (said !== undefined) return ApiStatusError.fromStatus(said, status, wait);
    return ApiStatusError.fromBody(status, answer.bytes.toString('utf8'), wait);
  }
}

/** The end of a caller's sign-in has its own code already. */
function asCredentialsError(cause: unknown): Error {
  return isPodshellError(cause) ? cause : new CredentialsError(cause);
}

interface ApiRequest {
  readonly verb: ClusterVerb;
  readonly method: string;
  readonly path: string;
  readonly query: Query;
  readonly body: string | undefined;
  readonly accept?: string | undefined;
}

/** Stops waiting when `signal` aborts: an exec plugin may take long, and others may wait for the same run. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

async function send(access: Access, request: ApiRequest, signal: AbortSignal): Promise<http.IncomingMessage> {
  try {
    return await sendOnce(access, request, signal);
  } catch (error) {
    // The server may close an idle connection just as it is reused; the request then never reached it.
    if (error instanceof StaleConnectionError && !signal.aborted) return sendOnce(access, request, signal);
    throw error;
  }
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  PATCH: 'application/strategic-merge-patch+json',
};

class StaleConnectionError extends Error {}

function sendOnce(access: Access, request: ApiRequest, signal: AbortSignal): Promise<http.IncomingMessage> {
  const { method, path, query, body, accept = 'application/json' } = request;
  const url = new URL(access.server + path);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  const headers: http.OutgoingHttpHeaders = { ...access.headers, Accept: accept };
  // As bytes: Node would write a text and the headers together, and these as UTF-8 of what is UTF-8 already.
  const bytes = body === undefined ? undefined : Buffer.from(body);
  if (bytes !== undefined) {
    headers['Content-Type'] = CONTENT_TYPES[method] ?? 'application/json';
    // Node tells it only for methods that usually have a body, and DELETE is none of them.
    headers['Content-Length'] = bytes.length;
  }
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const { request: open } = url.protocol === 'https:' ? https : http;
    const sent = open(url, { method, headers, agent: access.requestAgent, signal });
    sent.on('response', resolve);
    sent.on('error', (error: NodeJS.ErrnoException) => {
      const stale = sent.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
      if (stale) reject(new StaleConnectionError(error.message, { cause: error }));
      else reject(signal.aborted ? unwrap(error, signal) : withRoute(error, access));
    });
    sent.end(bytes);
  });
}

/** Node reports an abort as an AbortError without the signal's reason; callers need the reason. */
function unwrap(error: Error, signal: AbortSignal): unknown {
  return error.name === 'AbortError' && signal.aborted ? signal.reason : error;
}
