/** Signed requests to one bucket, each with a time limit and a second chance. */

import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { AwsV4Signer } from 'aws4fetch';
import type { S3Place } from '#server/config/recording/s3-place.ts';
import type { Clock } from '#server/ports.ts';
import type { KeysInHand } from './keys/renewed-keys.ts';
import { errorOf, noAnswer, textOf } from './s3-answers.ts';
import { within } from './time-limit.ts';

export interface S3Request {
  /** As S3 names it, for errors. */
  readonly what: string;
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  /** Empty: the bucket itself. */
  readonly key?: string | undefined;
  readonly query?: Readonly<Record<string, string>> | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: Uint8Array | undefined;
  /** Statuses besides success that are no errors. */
  readonly accepts?: readonly number[] | undefined;
  /** For all attempts together, in milliseconds. */
  readonly limitMs?: number | undefined;
}

export interface S3Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface S3ClientOptions {
  readonly place: S3Place;
  readonly keys: KeysInHand;
  readonly clock: Clock;
  /** For a request that says nothing else, and for each wait for bytes of an object. */
  readonly limitMs: number;
}

const ATTEMPTS = 3;
const FIRST_WAIT_MS = 200;

/** Bytes that are hashed at once: more would hold up everybody's keystrokes. */
const HASHED_AT_ONCE = 128 * 1024;

export class S3Client {
  readonly #options: S3ClientOptions;
  /** Of keys that aws4fetch derives, one for each day. */
  readonly #derived = new Map<string, ArrayBuffer>();
  #derivedOf = '';

  constructor(options: S3ClientOptions) {
    this.#options = options;
  }

  /**
   * Asks, and again where the store says that it may be asked again. Every request of ours may be repeated.
   * @throws StoreError
   */
  async ask(request: S3Request): Promise<S3Answer> {
    return await this.#within(request.limitMs, (signal) => this.#attempts(request, signal, readAnswer));
  }

  /**
   * Asks for an object. Its bytes come as they are wanted; each wait for more has the time limit.
   * @throws StoreError, also while the bytes are read
   */
  async open(
    request: S3Request,
  ): Promise<{ status: number; headers: Headers; bytes: AsyncIterable<Uint8Array> }> {
    const gone = new AbortController();
    const response = await this.#within(request.limitMs, (signal) => {
      signal.addEventListener('abort', () => gone.abort(signal.reason), { once: true });
      return this.#attempts(request, gone.signal, async (opened) => opened);
    });
    const { status, headers, body } = response;
    return { status, headers, bytes: this.#bytes(request.what, body, gone) };
  }

  async *#bytes(
    what: string,
    body: Response['body'],
    gone: AbortController,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    const reader = body?.getReader();
    if (reader === undefined) return;
    try {
      for (;;) {
        const next = await this.#within(undefined, (signal) => {
          signal.addEventListener('abort', () => gone.abort(signal.reason), { once: true });
          return reader.read();
        });
        if (next.done) return;
        yield next.value;
      }
    } catch (error) {
      throw noAnswer(what, error);
    } finally {
      // Nobody wants the rest.
      gone.abort();
    }
  }

  async #attempts<Result>(
    request: S3Request,
    signal: AbortSignal,
    read: (response: Response, what: string) => Promise<Result>,
  ): Promise<Result> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await read(await this.#once(request, signal), request.what);
      } catch (error) {
        const known = noAnswer(request.what, error);
        if (known.kind !== 'unavailable' || attempt === ATTEMPTS || signal.aborted) throw known;
        await this.#wait(FIRST_WAIT_MS * 2 ** (attempt - 1), signal);
      }
    }
  }

  async #once(request: S3Request, signal: AbortSignal): Promise<Response> {
    const response = await fetch(await this.#signed(request), { signal, redirect: 'manual' });
    if (response.ok || request.accepts?.includes(response.status)) return response;
    throw errorOf(request.what, response.status, await response.text());
  }

  async #signed({ method, key = '', query = {}, headers = {}, body }: S3Request): Promise<Request> {
    const { clock, keys, place } = this.#options;
    const { accessKeyId, secretAccessKey, sessionToken } = await keys.current();
    // No memory of ours is shared with another thread, which the types cannot know; a copy would take milliseconds.
    const bytes = (body ?? new Uint8Array(0)) as Uint8Array<ArrayBuffer>;
    const path = key === '' ? '' : `/${key.split('/').map(encodeURIComponent).join('/')}`;
    const url = new URL(place.url + path);
    // Not by URLSearchParams, whose plus for a space is no space to every store.
    url.search = Object.entries(query)
      .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
      .join('&');
    const sha256 = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
    const signer = new AwsV4Signer({
      method,
      url: url.toString(),
      headers: {
        ...headers,
        'x-amz-content-sha256': sha256,
        // A bucket whose objects are locked takes none without it.
        ...(body === undefined ? {} : { 'content-md5': await md5Of(body) }),
      },
      accessKeyId,
      secretAccessKey,
      ...(sessionToken === undefined ? {} : { sessionToken }),
      service: 's3',
      region: place.region,
      cache: this.#derivedFrom(secretAccessKey),
      datetime: new Date(clock.now()).toISOString().replace(/[:-]|\.\d{3}/g, ''),
    });
    const signed = await signer.sign();
    return new Request(signed.url, {
      method,
      headers: signed.headers,
      body: body === undefined ? null : bytes,
    });
  }

  /** Keys that expire leave nothing behind. */
  #derivedFrom(secretAccessKey: string): Map<string, ArrayBuffer> {
    if (secretAccessKey !== this.#derivedOf) this.#derived.clear();
    this.#derivedOf = secretAccessKey;
    return this.#derived;
  }

  /** @throws StoreError when the time is over */
  #within<Result>(
    limitMs: number | undefined,
    work: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    const { clock, limitMs: usual } = this.#options;
    return within(clock, limitMs ?? usual, work);
  }

  #wait(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#options.clock.after(ms, resolve);
      signal.addEventListener('abort', () => [cancel(), resolve()], { once: true });
    });
  }
}

/** A success may have an error in its body: completing an upload answers before it is done. */
async function readAnswer(response: Response, what: string): Promise<S3Answer> {
  const { status, headers } = response;
  const text = await response.text();
  if (response.ok && textOf(text, 'Code') !== undefined && /<Error[\s>]/.test(text))
    throw errorOf(what, 500, text);
  return { status, headers, text };
}

async function md5Of(bytes: Uint8Array): Promise<string> {
  const hash = createHash('md5');
  for (let at = 0; at < bytes.length; at += HASHED_AT_ONCE) {
    if (at > 0) await nextTurn();
    hash.update(bytes.subarray(at, at + HASHED_AT_ONCE));
  }
  return hash.digest('base64');
}
