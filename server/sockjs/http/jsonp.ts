/** The `jsonp` transport: one frame as a script that calls the callback. Source: "JsonpPolling" of the protocol. */

import type { ReceiverFormat } from './receiver.ts';
import { respond } from './respond.ts';
import type { SenderFormat } from './sender.ts';

/** @param callback a checked name, see {@link file://./callback.ts} */
export function jsonpFormat(callback: string): ReceiverFormat {
  return {
    transport: 'jsonp',
    contentType: 'application/javascript; charset=UTF-8',
    prelude: undefined,
    headers: { 'X-Content-Type-Options': 'nosniff' },
    // The comment keeps the callback name from being the first bytes, where it could fake another file format.
    wrap: (frame) => `/**/${callback}(${JSON.stringify(frame)});\r\n`,
  };
}

export const JSONP_SEND: SenderFormat = {
  jsonTypes: new Set(['', 'text/plain']),
  acceptsForm: true,
  // Konqueror mishandles a 204.
  respond: (response) => respond(response, 200, 'text/plain; charset=UTF-8', 'ok'),
};
