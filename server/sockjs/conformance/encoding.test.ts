/** Characters that browsers mangle: "JSON Unicode Encoding" of the SockJS protocol, tested with an echo. */

import { expect, test } from 'vitest';
import { sessionUrl, suiteServer } from '../testing/suite-server.ts';
import { WebSocketClient } from '../testing/web-socket-client.ts';
import { XhrClient } from '../testing/xhr-client.ts';

const server = suiteServer();

/** Every UTF-16 code unit. */
const UNITS = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));
/** Characters that the server must escape besides control characters. Source: the protocol and the reference server. */
const ESCAPED = /^[\u200c-\u200f\u2028-\u202f\u2060-\u206f\ud800-\udfff\ufff0-\uffff]$/;

const escapeUnit = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

async function opened(): Promise<XhrClient> {
  const xhr = new XhrClient(server.port, sessionUrl());
  await xhr.frame();
  return xhr;
}

test('the server escapes unsafe characters', async () => {
  const escaped = UNITS.filter((unit) => unit > '\u00ff' && ESCAPED.test(unit))
    .map(escapeUnit)
    .join('');
  const xhr = await opened();
  await xhr.send(`["${escaped}"]`);
  expect(await xhr.frame()).toBe(`a["${escaped}"]\n`);
});

test('the server does not escape safe characters', async () => {
  const plain = UNITS.filter((unit) => unit > '\u00ff' && !ESCAPED.test(unit)).join('');
  const xhr = await opened();
  await xhr.send(`["${plain}"]`);
  expect(await xhr.frame()).toBe(`a["${plain}"]\n`);
});

test('every code unit that the client escapes comes back', async () => {
  const xhr = await opened();
  await xhr.send(`["${UNITS.map(escapeUnit).join('')}"]`);
  const frame = await xhr.frame();
  expect(JSON.parse(frame.slice(1))).toEqual([UNITS.join('')]);
});

test('every code unit comes back on a WebSocket too', async () => {
  const client = await WebSocketClient.open(server.port, `${sessionUrl()}/websocket`);
  await client.next();
  client.send(`["${UNITS.map(escapeUnit).join('')}"]`);
  expect(JSON.parse((await client.next()).slice(1))).toEqual([UNITS.join('')]);
  client.close();
});
