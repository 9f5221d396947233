/** The `eventsource` transport: frames as server-sent events. Source: "EventSource" of the protocol. */

import type { ReceiverFormat } from './receiver.ts';

const ESCAPED = /[%\r\n]/g;

export const EVENT_SOURCE: ReceiverFormat = {
  transport: 'eventsource',
  // Without a charset: event streams are always UTF-8, and the protocol suite of the main branch expects none.
  contentType: 'text/event-stream',
  // A leading empty line works around a bug of Opera.
  prelude: '\r\n',
  headers: { 'X-Accel-Buffering': 'no' },
  wrap: (frame) => `data: ${frame.replace(ESCAPED, escapeByte)}\r\n\r\n`,
};

/** Escapes line ends, and the percent sign, because the client applies `decodeURI` to the data. */
function escapeByte(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
