/** Sends the request of a stream in pieces, for the sake of what a TLS connection keeps. */

import type { TLSSocket } from 'node:tls';

/**
 * Node encrypts a write as a whole, first into 1 KiB of memory and then into 16 KiB more, which the connection keeps for
 * its life. A piece of this size fits into the first, after the end of the handshake. Source: `NodeBIO` in Node's `src/crypto`.
 */
const PIECE_BYTES = 896;

type Write = TLSSocket['_write'];

/**
 * Splits the first write of a socket, the request. Later ones are written as they are. The request leaves as several
 * records in the same order; each waits for the one before it to be in the socket.
 */
export function splitFirstWrite(socket: TLSSocket): void {
  const write: Write = socket._write;
  socket._write = (chunk, encoding, callback) => {
    socket._write = write;
    writeFrom(socket, Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk, encoding), 0, callback);
  };
}

function writeFrom(socket: TLSSocket, bytes: Buffer, from: number, callback: Parameters<Write>[2]): void {
  const end = from + PIECE_BYTES;
  const onWritten: typeof callback = (error) => {
    if (error != null || end >= bytes.length) callback(error);
    else writeFrom(socket, bytes, end, callback);
  };
  socket._write(bytes.subarray(from, end), 'buffer' as BufferEncoding, onWritten);
}
