/** `xhr` and `xhr_streaming`: frames as lines. Source: "XhrPolling" and "XhrStreaming" of the protocol. */

import type { ReceiverFormat } from './receiver.ts';
import type { SenderFormat } from './sender.ts';

const CONTENT_TYPE = 'application/javascript; charset=UTF-8';
/** Internet Explorer shows nothing of a response before 2 KiB. */
const PRELUDE = `${'h'.repeat(2048)}\n`;

const asLine = (frame: string) => `${frame}\n`;

export const XHR_POLLING: ReceiverFormat = {
  transport: 'xhr',
  contentType: CONTENT_TYPE,
  prelude: undefined,
  headers: {},
  wrap: asLine,
};

export const XHR_STREAMING: ReceiverFormat = {
  transport: 'xhr_streaming',
  contentType: CONTENT_TYPE,
  prelude: PRELUDE,
  // Asks nginx and its kin to pass the stream on as it comes.
  headers: { 'X-Accel-Buffering': 'no' },
  wrap: asLine,
};

/** Media types that pages can send without asking first, and what servers along the way make of them. */
const JSON_TYPES = new Set(['', 'text/plain', 't', 'application/json', 'application/xml', 'text/xml']);

export const XHR_SEND: SenderFormat = {
  jsonTypes: JSON_TYPES,
  acceptsForm: false,
  respond(response) {
    // Firefox takes an answer without a type for XML, even an empty one.
    response.writeHead(204, { 'Content-Type': 'text/plain; charset=UTF-8' });
    response.end();
  },
};
