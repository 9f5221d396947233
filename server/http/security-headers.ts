/** Headers that tell browsers what our pages may do. They go out with every response. */

import type { IncomingMessage, ServerResponse } from 'node:http';

const FIXED_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'camera=(), clipboard-read=(self), clipboard-write=(self), geolocation=(), microphone=(), payment=(), usb=()',
};

/** A Host that a CSP source can spell; IPv6 addresses cannot be. */
const CSP_HOST = /^[a-z0-9.-]+(:\d+)?$/i;

/** What differs from one response to the next. */
export interface PolicyChoices {
  /** Of this response alone. */
  readonly nonce: string;
  /** Origins that may show this response in a frame. */
  readonly frameAncestors: readonly string[];
  /** Next's development client evaluates code. */
  readonly dev: boolean;
}

/**
 * The policy of our pages. Scripts run from our own files or with the nonce.
 * - `style-src 'unsafe-inline'`: xterm creates style elements for its theme and sizes, without a nonce.
 * - `connect-src` names the WebSocket schemes, since `'self'` does not cover them in every browser.
 * - `worker-src blob:` is for workers made from bundled code.
 * - `frame-ancestors` stands alone: X-Frame-Options cannot name several origins, and browsers prefer this one.
 */
export function contentSecurityPolicy(host: string, { nonce, frameAncestors, dev }: PolicyChoices): string {
  const sockets = CSP_HOST.test(host) ? ` ws://${host} wss://${host}` : '';
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'${dev ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src 'self'${sockets}`,
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${frameAncestors.length === 0 ? "'none'" : frameAncestors.join(' ')}`,
  ].join('; ');
}

/**
 * Sets the headers on the response, and the policy on the request too: Next reads the nonce for its own scripts
 * from there. Pages read it as the request header `x-nonce`. What the client sent under these names is replaced.
 */
export function applySecurityHeaders(
  request: IncomingMessage,
  response: ServerResponse,
  choices: PolicyChoices,
): void {
  const policy = contentSecurityPolicy(request.headers.host ?? '', choices);
  delete request.headers['content-security-policy-report-only'];
  request.headers['content-security-policy'] = policy;
  request.headers['x-nonce'] = choices.nonce;
  response.setHeader('content-security-policy', policy);
  for (const [name, value] of Object.entries(FIXED_HEADERS)) response.setHeader(name, value);
}
