/** Writes RFC 9457 problems outside Next: to a response, or to the socket of an upgrade. */

import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { PROBLEM_CONTENT_TYPE, type ProblemCode, toProblem } from '#protocol/problem.ts';
import { REQUEST_ID_HEADER } from './request/request-id.ts';
import type { TooMany } from './request-limits.ts';

/** Answers with a problem. Closes the connection if the request body is unread. */
export function writeProblem(response: ServerResponse, code: ProblemCode, detail: string): void {
  const problem = toProblem(code, detail);
  const body = Buffer.from(JSON.stringify(problem));
  response.shouldKeepAlive = false;
  response
    .writeHead(problem.status, {
      'content-type': PROBLEM_CONTENT_TYPE,
      'content-length': body.length,
      'cache-control': 'no-store',
    })
    .end(body);
}

/** Answers 429, and says when to try again. */
export function writeTooMany(response: ServerResponse, { detail, retryAfterSeconds }: TooMany): void {
  response.setHeader('retry-after', retryAfterSeconds);
  writeProblem(response, 'too-many-requests', detail);
}

/**
 * Answers an upgrade with a problem and closes the socket.
 * @param headers further header lines
 */
export function refuseUpgrade(
  socket: Duplex,
  requestId: string,
  code: ProblemCode,
  detail: string,
  headers: readonly string[] = [],
): void {
  const problem = toProblem(code, detail);
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`,
    `Content-Type: ${PROBLEM_CONTENT_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    `${REQUEST_ID_HEADER}: ${requestId}`,
    'Connection: close',
    ...headers,
  ].join('\r\n');
  socket.once('finish', () => socket.destroy());
  socket.end(`${head}\r\n\r\n${body}`);
}
