/** HTTP as bytes on a socket: repeated headers, headers in any case, values that no client would send. */

import { type RawResponse, rawRequest } from '#server/http/testing/raw-request.ts';

export interface RawReply extends RawResponse {
  /** The `code` of a problem; undefined for other answers. */
  readonly code: string | undefined;
}

/**
 * Sends a request and reads until the server closes the connection.
 * @param line for instance `GET /api/me`
 * @param headers beside `Host`; see {@link rawRequest}
 */
export async function rawHttp(
  url: string,
  line: string,
  headers: readonly (string | Buffer)[],
): Promise<RawReply> {
  const { port, host } = new URL(url);
  const reply = await rawRequest(Number(port), line, [`Host: ${host}`, ...headers]);
  const isProblem = /problem\+json/.test(reply.headers.get('content-type') ?? '');
  return { ...reply, code: isProblem ? codeOf(reply.body) : undefined };
}

/** The body may come in chunks. */
function codeOf(body: string): string | undefined {
  return /"code":"([a-z-]+)"/.exec(body)?.[1];
}
