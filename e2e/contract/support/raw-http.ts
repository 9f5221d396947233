/** HTTP as bytes on a socket: repeated headers, headers in any case, values that no client would send. */

import { connect } from 'node:net';

export interface RawReply {
  readonly status: number;
  /** By lower-case name; of repeated ones the last. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
  /** The `code` of a problem; undefined for other answers. */
  readonly code: string | undefined;
}

/**
 * Sends a request and reads until the server closes the connection.
 * @param line for instance `GET /api/me`
 * @param headers lines, sent unchanged as UTF-8 or as the bytes given
 */
export async function rawHttp(
  url: string,
  line: string,
  headers: readonly (string | Buffer)[],
): Promise<RawReply> {
  const { hostname, port, host } = new URL(url);
  const lines: (string | Buffer)[] = [`${line} HTTP/1.1`, `Host: ${host}`, ...headers];
  if (!headers.some((header) => /^connection:/i.test(String(header)))) lines.push('Connection: close');
  const asBytes = (text: string | Buffer) => (typeof text === 'string' ? Buffer.from(text) : text);
  const bytes = Buffer.concat([...lines, ''].flatMap((text) => [asBytes(text), Buffer.from('\r\n')]));
  const text = await new Promise<string>((resolve, reject) => {
    let received = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.setEncoding('utf8');
    socket.on('data', (chunk) => {
      received += chunk;
    });
    socket.on('end', () => socket.end());
    socket.on('close', () => resolve(received));
    socket.on('error', reject);
  });
  const end = text.indexOf('\r\n\r\n');
  const [statusLine = '', ...received] = text.slice(0, end).split('\r\n');
  const fields = received.map((header): [string, string] => {
    const colon = header.indexOf(':');
    return [header.slice(0, colon).toLowerCase(), header.slice(colon + 1).trim()];
  });
  const body = text.slice(end + 4);
  const isProblem = fields.some(([name, value]) => name === 'content-type' && /problem\+json/.test(value));
  return {
    status: Number(statusLine.split(' ')[1]),
    headers: new Map(fields),
    body,
    code: isProblem ? codeOf(body) : undefined,
  };
}

/** The body may come in chunks. */
function codeOf(body: string): string | undefined {
  return /"code":"([a-z-]+)"/.exec(body)?.[1];
}
