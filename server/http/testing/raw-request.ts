/** Sends raw bytes to a server, since HTTP clients normalize what the guard must see. */

import { connect } from 'node:net';

export interface RawResponse {
  readonly status: number;
  /** By lower-case name; of repeated ones the last. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/**
 * Sends request line and headers; resolves to the answer when the server has closed the connection.
 * @param headers lines, sent unchanged as UTF-8 or as the bytes given
 */
export async function rawRequest(
  port: number,
  requestLine: string,
  headers: readonly (string | Buffer)[] = ['Host: 127.0.0.1'],
  body = '',
): Promise<RawResponse> {
  const closing = headers.some((header) => /^connection:/i.test(String(header))) ? [] : ['Connection: close'];
  const lines = [`${requestLine} HTTP/1.1`, ...headers, ...closing, ''];
  const head = lines.flatMap((line) => [Buffer.from(line), Buffer.from('\r\n')]);
  return parse(await exchange(port, Buffer.concat([...head, Buffer.from(body)])));
}

/** What makes a request a WebSocket handshake. */
export const UPGRADE_HEADERS: readonly string[] = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
];

/** Sends a WebSocket handshake for the path. */
export function rawUpgrade(port: number, path: string, headers: readonly string[] = ['Host: 127.0.0.1']) {
  return rawRequest(port, `GET ${path}`, [...headers, ...UPGRADE_HEADERS]);
}

/** Sends bytes; resolves to everything received when the server ends the connection. */
export function exchange(port: number, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.setEncoding('utf8');
    socket.on('data', (chunk) => {
      received += chunk;
    });
    socket.on('end', () => socket.end());
    socket.on('close', () => resolve(received));
    socket.on('error', reject);
  });
}

function parse(text: string): RawResponse {
  const end = text.indexOf('\r\n\r\n');
  const [statusLine = '', ...lines] = text.slice(0, end).split('\r\n');
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return { status: Number(statusLine.split(' ')[1]), headers: new Map(headers), body: text.slice(end + 4) };
}
