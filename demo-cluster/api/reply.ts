/** Writes answers with the headers that the API server sends. */

import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { StatusError } from '../objects/status-error.ts';

/** Sends JSON text, with a final newline as in Kubernetes. */
export function sendJson(response: ServerResponse, code: number, json: string, contentType?: string): void {
  const body = Buffer.from(`${json}\n`);
  response.writeHead(code, { ...jsonHeaders(contentType), 'Content-Length': body.length });
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
  sendJson(response, error.status.code, JSON.stringify(error.status));
}
