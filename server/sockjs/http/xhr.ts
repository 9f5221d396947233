/** The `xhr` and `xhr_streaming` transports: frames as lines. Source: "XhrPolling", "XhrStreaming" of the protocol. */

import type { ReceiverFormat } from './receiver.ts';
import type { SenderFormat } from './sender.ts';

const CONTENT_TYPE = 'application/javascript; charset=UTF-8';
/** Internet Explorer delivers no data of a response before 2 KiB. */
const PRELUDE = `${'h'.repeat(2048)}\n`;

const asLine = (frame: string) => `${frame}\n`;

export const XHR_POLLING: ReceiverFormat = {
  transport: 'xhr',
  contentType: CONTENT_TYPE,
  prelude: undefined,
  headers: {},
  isLines: true,
  wrap: asLine,
};

export const XHR_STREAMING: ReceiverFormat = {
  transport: 'xhr_streaming',
  contentType: CONTENT_TYPE,
  prelude: PRELUDE,
  // Turns off response buffering in nginx and similar proxies.
  headers: { 'X-Accel-Buffering': 'no' },
  wrap: asLine,
};

/** Media types of send requests: those that need no preflight, and variants that proxies make of them. */
const JSON_TYPES = new Set(['', 'text/plain', 't', 'application/json', 'application/xml', 'text/xml']);

export const XHR_SEND: SenderFormat = {
  jsonTypes: JSON_TYPES,
  acceptsForm: false,
  respond(response) {
    // Firefox parses a response without a type as XML, even an empty one.
    response.writeHead(204, { 'Content-Type': 'text/plain; charset=UTF-8' });
    response.end();
  },
};
