/** Writes answers with the headers that the API server sends. */

import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { StatusError } from '../objects/status-error.ts';
import { negotiate, type ObjectForm } from './accept.ts';
import { PROTOBUF } from './protobuf/envelope.ts';
import { statusProtobuf } from './protobuf/object-protobuf.ts';

const ERROR_FORMS: ReadonlySet<ObjectForm> = new Set(['object', 'protobuf']);

/** Sends JSON text, with a final newline as in Kubernetes. */
export function sendJson(response: ServerResponse, code: number, json: string, contentType?: string): void {
  const body = Buffer.from(`${json}\n`);
  response.writeHead(code, { ...jsonHeaders(contentType), 'Content-Length': body.length });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

/** Sends an object in protobuf. */
export function sendProtobuf(response: ServerResponse, code: number, body: Buffer): void {
  response.writeHead(code, { ...jsonHeaders(PROTOBUF), 'Content-Length': body.length });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

/** The headers of a JSON answer without `Content-Length`, so that streams can use them too. */
export function jsonHeaders(contentType = 'application/json'): Record<string, string> {
  return {
    'Audit-Id': randomUUID(),
    'Cache-Control': 'no-cache, private',
    'Content-Type': contentType,
  };
}

export function sendText(response: ServerResponse, code: number, text: string): void {
  const body = Buffer.from(text);
  response.writeHead(code, {
    'Audit-Id': randomUUID(),
    'Cache-Control': 'no-cache, private',
    'Content-Type': 'text/plain; charset=utf-8',
    'X-Content-Type-Options': 'nosniff',
    'Content-Length': body.length,
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

export function sendStatus(response: ServerResponse, error: StatusError): void {
  if (error.byAuthorizer) response.setHeader('X-Content-Type-Options', 'nosniff');
  const retryAfter = error.status.details?.retryAfterSeconds;
  if (retryAfter !== undefined) response.setHeader('Retry-After', retryAfter);
  const { status } = error;
  // Who accepts neither is told so in JSON.
  if (negotiate(response.req.headers.accept, ERROR_FORMS) !== 'protobuf') {
    sendJson(response, status.code, JSON.stringify(status));
  } else sendProtobuf(response, status.code, statusProtobuf(status));
}
