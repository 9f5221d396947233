/** Error responses to stream and log requests, with the bodies and headers of a real cluster. */

import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { StreamRequest } from '#demo-cluster/ports.ts';

export type Refusal =
  /** From the API server: a JSON Status with code 400. */
  | { readonly kind: 'bad-request'; readonly message: string }
  /** From the kubelet behind it: plain text. */
  | { readonly kind: 'text'; readonly code: number; readonly message: string }
  /** The WebSocket handshake failed: no body. */
  | { readonly kind: 'handshake' };

/** The API server's answer to an invalid request. */
export function badRequest(message: string): Refusal {
  return { kind: 'bad-request', message };
}

interface Answer {
  readonly code: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

/** The complete response. */
function refusalAnswer(refusal: Refusal, now: Date): Answer {
  switch (refusal.kind) {
    case 'bad-request': {
      const status = {
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Failure',
        message: refusal.message,
        reason: 'BadRequest',
        code: 400,
      };
      const body = `${JSON.stringify(status)}\n`;
      return {
        code: 400,
        headers: [
          ['Audit-Id', randomUUID()],
          ['Cache-Control', 'no-cache, private'],
          ['Content-Type', 'application/json'],
          ['Date', now.toUTCString()],
          ['Content-Length', String(Buffer.byteLength(body))],
        ],
        body,
      };
    }
    case 'text':
      return {
        code: refusal.code,
        headers: [
          ['Content-Length', String(Buffer.byteLength(refusal.message))],
          ['Content-Type', 'text/plain; charset=utf-8'],
          ['Date', now.toUTCString()],
        ],
        body: refusal.message,
      };
    case 'handshake':
      return { code: 403, headers: [['Connection', 'close']], body: '' };
  }
}

/** Sends the refusal. Ends the socket of an upgrade. An `Audit-Id` that is already set is kept. */
export function refuse(to: StreamRequest['answer'], refusal: Refusal, now: Date): void {
  const { code, headers, body } = refusalAnswer(refusal, now);
  switch (to.kind) {
    case 'upgrade': {
      const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`);
      to.socket.on('error', () => {});
      to.socket.end(`HTTP/1.1 ${code} ${STATUS_CODES[code]}\r\n${lines.join('')}\r\n${body}`);
      return;
    }
    case 'plain': {
      to.response.statusCode = code;
      for (const [name, value] of headers) {
        if (name === 'Audit-Id' && to.response.hasHeader(name)) continue;
        to.response.setHeader(name, value);
      }
      to.response.end(body);
    }
  }
}
