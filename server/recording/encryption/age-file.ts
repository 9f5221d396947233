/**
 * Reading an age file (age-encryption.org/v1) from any place in it: its payload is a sequence of pieces of 64 KiB that are
 * sealed each by itself. The library opens the header; it would read the payload from its beginning only.
 */

import { createDecipheriv } from 'node:crypto';
import { Decrypter } from 'age-encryption';
import type { StoredObject } from '../ports.ts';
import { PIECE_BYTES, payloadKey, pieceNonce, TAG_BYTES } from './age-payload.ts';

const SEALED_BYTES = PIECE_BYTES + TAG_BYTES;
const NONCE_BYTES = 16;

/** A header has about 200 bytes for each recipient, 1,700 for one that resists quantum computers. */
const MAX_HEADER_BYTES = 64 * 1024;

/** The line that ends a header. */
const END_LINE = '\n--- ';

/** Reads bytes of the encrypted file. `to` is exclusive. */
export type ReadSealed = (from: number, to: number) => Promise<StoredObject>;

export interface AgeFile {
  /** Of the plain text. */
  readonly size: number;
  /** @param to at most `size`, exclusive @throws Error where the file was changed or cut */
  read(from: number, to: number): AsyncIterable<Uint8Array>;
}

/**
 * Reads the header.
 * @param identity `AGE-SECRET-KEY-…`; several lines, as `age-keygen` writes them, are several identities
 * @throws Error where it is no age file, or for none of the identities; the message has no secret
 */
export async function openAgeFile(readSealed: ReadSealed, identity: string): Promise<AgeFile> {
  const start = await readSealed(0, MAX_HEADER_BYTES);
  const head = await bytesOf(start.bytes);
  const endLine = head.indexOf(END_LINE);
  const headerBytes = endLine === -1 ? 0 : head.indexOf('\n', endLine + END_LINE.length) + 1;
  if (headerBytes === 0) throw new Error('The file has no age header');
  const decrypter = new Decrypter();
  for (const line of identitiesIn(identity)) decrypter.addIdentity(line);
  const fileKey = await decrypter.decryptHeader(head.subarray(0, headerBytes));
  const nonce = head.subarray(headerBytes, headerBytes + NONCE_BYTES);
  const key = payloadKey(fileKey, nonce);
  const payloadAt = headerBytes + NONCE_BYTES;
  const sealedBytes = start.size - payloadAt;
  const pieces = Math.ceil(sealedBytes / SEALED_BYTES);
  if (pieces < 1) throw new Error('The age file has no payload');
  const size = sealedBytes - pieces * TAG_BYTES;
  return {
    size,
    async *read(from, to) {
      // Of an empty file the only piece is empty.
      const first = Math.min(Math.floor(from / PIECE_BYTES), pieces - 1);
      const end = Math.min(Math.ceil(to / PIECE_BYTES), pieces);
      if (first >= end) return;
      const sealed = await readSealed(payloadAt + first * SEALED_BYTES, payloadAt + end * SEALED_BYTES);
      let index = first;
      for await (const piece of inPieces(sealed.bytes, SEALED_BYTES)) {
        const plain = open(key, piece, index, index === pieces - 1);
        const at = index * PIECE_BYTES;
        index += 1;
        const wanted = plain.subarray(Math.max(0, from - at), to - at);
        if (wanted.length > 0) yield wanted;
      }
      if (index !== end) throw new Error('The age file has become shorter');
    },
  };
}

/** The lines that are identities, without comments. */
function identitiesIn(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('AGE-SECRET-KEY-'));
}

/** @throws Error where the piece was changed, moved, or is not the last one although it should be, or the reverse */
function open(key: Uint8Array, sealed: Buffer, index: number, isLast: boolean): Buffer {
  const decipher = createDecipheriv('chacha20-poly1305', key, pieceNonce(index, isLast), {
    authTagLength: TAG_BYTES,
  });
  const tagAt = sealed.length - TAG_BYTES;
  if (tagAt < 0) throw new Error('The age file is cut');
  decipher.setAuthTag(sealed.subarray(tagAt));
  return Buffer.concat([decipher.update(sealed.subarray(0, tagAt)), decipher.final()]);
}

async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const chunk of chunks) pieces.push(chunk);
  return Buffer.concat(pieces);
}

/** The same bytes in pieces of `size`, the last one shorter. */
async function* inPieces(
  chunks: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<Buffer, void, undefined> {
  let kept: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    kept.push(chunk);
    bytes += chunk.length;
    if (bytes < size) continue;
    const all = Buffer.concat(kept);
    let at = 0;
    for (; all.length - at >= size; at += size) yield all.subarray(at, at + size);
    kept = [all.subarray(at)];
    bytes = all.length - at;
  }
  if (bytes > 0) yield Buffer.concat(kept);
}
