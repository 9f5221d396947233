/** The `eventsource` transport: frames as server-sent events. Source: "EventSource" of the protocol. */

import type { ReceiverFormat } from './receiver.ts';

const ESCAPED = /[%\r\n]/g;

export const EVENT_SOURCE: ReceiverFormat = {
  transport: 'eventsource',
  contentType: 'text/event-stream; charset=UTF-8',
  // A leading empty line works around a bug of Opera.
  prelude: '\r\n',
  headers: { 'X-Accel-Buffering': 'no' },
  wrap: (frame) => `data: ${frame.replace(ESCAPED, escapeByte)}\r\n\r\n`,
};

/** Escapes line ends, and the percent sign, because the client applies `decodeURI` to the data. */
function escapeByte(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
