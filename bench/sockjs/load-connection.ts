/**
 * A WebSocket client that uses as little CPU as possible, so that the server is measured: frames are built
 * in advance, and in answers only the last byte of each message is searched for.
 */

import { connect, type Socket } from 'node:net';
import type { EchoServerKind } from './echo-server.ts';

/** The last byte of each message; occurs nowhere else in it. */
const MARK = 0x5a;

const HANDSHAKE_END = '\r\n\r\n';
/** RFC 6455, 5.2: lengths up to this are in the second byte. */
const SHORT = 125;
const LENGTH_16 = 126;
const LENGTH_64 = 127;

/** A message of `size` bytes of ordinary text. */
export function messageOf(size: number): string {
  return (
    'The quick brown fox jumps over 13 lazy dogs. '.repeat(size / 40 + 1).slice(0, size - 1) +
    String.fromCharCode(MARK)
  );
}

/** The client frame that makes this kind of server echo the message. */
export function clientFrame(kind: EchoServerKind, message: string): Buffer {
  const payload = Buffer.from(kind === 'bare-ws' ? message : JSON.stringify([message]));
  const mask = Buffer.of(0x12, 0x34, 0x56, 0x78);
  const masked = payload.map((byte, index) => byte ^ (mask[index & 3] ?? 0));
  return Buffer.concat([Buffer.of(0x81), lengthBytes(payload.length), mask, masked]);
}

function lengthBytes(length: number): Buffer {
  if (length <= SHORT) return Buffer.of(0x80 | length);
  if (length < 0x10000) return Buffer.of(0x80 | LENGTH_16, length >> 8, length & 0xff);
  const bytes = Buffer.alloc(9);
  bytes[0] = 0x80 | LENGTH_64;
  bytes.writeBigUInt64BE(BigInt(length), 1);
  return bytes;
}

/** Reads frames and counts the messages that each piece of the stream completes. */
export class MessageCounter {
  #header: Buffer = Buffer.alloc(0);
  #remaining = 0;

  count(chunk: Buffer): number {
    let position = 0;
    let count = 0;
    while (position < chunk.length) {
      if (this.#remaining === 0) position = this.#readHeader(chunk, position);
      const end = Math.min(chunk.length, position + this.#remaining);
      count += countMarks(chunk, position, end);
      this.#remaining -= end - position;
      position = end;
    }
    return count;
  }

  /** Reads header bytes, which may be split anywhere. */
  #readHeader(chunk: Buffer, start: number): number {
    const before = this.#header.length;
    const header = Buffer.concat([this.#header, chunk.subarray(start, start + 10)]);
    const kind = header[1];
    const size = kind === LENGTH_64 ? 10 : kind === LENGTH_16 ? 4 : 2;
    if (kind === undefined || header.length < size) {
      this.#header = header;
      return chunk.length;
    }
    this.#header = Buffer.alloc(0);
    if (size === 10) this.#remaining = Number(header.readBigUInt64BE(2));
    else this.#remaining = size === 4 ? header.readUInt16BE(2) : kind;
    return start + size - before;
  }
}

function countMarks(chunk: Buffer, start: number, end: number): number {
  const payload = chunk.subarray(start, end);
  let count = 0;
  for (let at = payload.indexOf(MARK); at !== -1; at = payload.indexOf(MARK, at + 1)) count++;
  return count;
}

/** Opens a connection to an echo server; resolves when it accepts messages. */
export async function openConnection(kind: EchoServerKind, port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  const path = `/echo/000/${Math.random().toString(36).slice(2)}/websocket`;
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==\r\n\r\n',
  );
  const ending = kind === 'bare-ws' ? HANDSHAKE_END : `${HANDSHAKE_END}\x81\x01o`;
  await new Promise<void>((resolve, reject) => {
    let received = '';
    const read = (chunk: Buffer) => {
      received += chunk.toString('latin1');
      if (!received.endsWith(ending)) return;
      socket.off('data', read);
      resolve();
    };
    socket.on('data', read);
    socket.once('error', reject);
  });
  return socket;
}
