/** `eventsource`: frames as server-sent events. Source: "EventSource" of the protocol. */

import type { ReceiverFormat } from './receiver.ts';

const ESCAPED = /[%\r\n]/g;

export const EVENT_SOURCE: ReceiverFormat = {
  transport: 'eventsource',
  contentType: 'text/event-stream; charset=UTF-8',
  // An empty line first, for a bug of Opera.
  prelude: '\r\n',
  headers: { 'X-Accel-Buffering': 'no' },
  wrap: (frame) => `data: ${frame.replace(ESCAPED, escapeByte)}\r\n\r\n`,
};

/** The client runs `decodeURI` over the data, so a percent sign is escaped like the line ends. */
function escapeByte(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
