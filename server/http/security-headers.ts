/** Security headers of every response. */

import type { IncomingMessage, ServerResponse } from 'node:http';

const FIXED_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'camera=(), clipboard-read=(self), clipboard-write=(self), geolocation=(), microphone=(), payment=(), usb=()',
};

/** A Host that can be a CSP source; IPv6 addresses cannot. */
const CSP_HOST = /^[a-z0-9.-]+(:\d+)?$/i;

/** The parts of the policy that differ between responses. */
export interface PolicyChoices {
  /** New for each response. */
  readonly nonce: string;
  /** Origins that may show this response in a frame. */
  readonly frameAncestors: readonly string[];
  /**
   * The response may keep the window that opened it: the way to sign in for a frame, whose window is in a page of another
   * site. For all others, a window of another site has no hold on ours.
   */
  readonly keepsOpener: boolean;
  /** Development: Next's client needs `unsafe-eval`. */
  readonly dev: boolean;
}

/**
 * The Content-Security-Policy of our pages. Scripts run from our own files or with the nonce.
 * - `style-src 'unsafe-inline'`: xterm creates style elements for its theme and sizes, without a nonce.
 * - `connect-src` names the WebSocket schemes, since `'self'` does not cover them in every browser.
 * - `worker-src` is for the worker that pages share for their pod streams; it is one of our own files.
 * - `frame-ancestors` replaces X-Frame-Options, which cannot name several origins and which browsers then ignore.
 */
export function contentSecurityPolicy(
  host: string,
  { nonce, frameAncestors, dev }: Omit<PolicyChoices, 'keepsOpener'>,
): string {
  const sockets = CSP_HOST.test(host) ? ` ws://${host} wss://${host}` : '';
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'${dev ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src 'self'${sockets}`,
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${frameAncestors.length === 0 ? "'none'" : frameAncestors.join(' ')}`,
  ].join('; ');
}

/**
 * Sets the headers on the response. Sets the policy on the request too, where Next reads the nonce for its scripts, and
 * `x-nonce`, where our pages read it. Values that the client sent under these names are replaced.
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
  response.setHeader('cross-origin-opener-policy', choices.keepsOpener ? 'unsafe-none' : 'same-origin');
  for (const [name, value] of Object.entries(FIXED_HEADERS)) response.setHeader(name, value);
}
