/** HTTP requests to the identity provider: limited in time and size, without redirects, never in the clear. */

import { isLoopback } from '#server/config/addresses.ts';

/**
 * How long one request may take, with its answer. A sign-in needs two in a row, and requests wait 10 s for theirs.
 * Milliseconds.
 */
const PROVIDER_TIMEOUT_MS = 3000;

/** Tokens with hundreds of groups are a few ten thousand bytes. */
const MAX_ANSWER_BYTES = 1024 * 1024;

export interface ProviderRequest {
  readonly method: string;
  readonly headers: NonNullable<RequestInit['headers']>;
  readonly body?: RequestInit['body'];
}

/** What the provider answers makes no sense to us. The message is our own, fit for the log. */
export class UnusableAnswerError extends Error {}

/** @throws UnusableAnswerError, and TypeError and DOMException `TimeoutError` as `fetch` does */
export type ProviderFetch = (url: string, request: ProviderRequest) => Promise<Response>;

/** A `fetch` for the libraries that speak to the provider. They get an answer that has been read completely. */
export function createProviderFetch(timeoutMs = PROVIDER_TIMEOUT_MS): ProviderFetch {
  return async (url, { method, headers, body }) => {
    const { protocol, hostname } = new URL(url);
    if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback(hostname))) {
      throw new UnusableAnswerError('an address that is not https');
    }
    const answer = await fetch(url, {
      method,
      headers,
      body: body ?? null,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const bytes = await readAll(answer);
    const hasBody = ![204, 205, 304].includes(answer.status);
    return new Response(hasBody ? bytes : null, { status: answer.status, headers: answer.headers });
  };
}

async function readAll({ body }: Response): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    // Leaving the loop cancels the rest.
    if (size > MAX_ANSWER_BYTES) throw new UnusableAnswerError('an answer that is too large');
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
