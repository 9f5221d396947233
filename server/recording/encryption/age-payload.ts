/** The payload of an age file (age-encryption.org/v1, "Payload"): pieces that are sealed each by itself. */

import { hkdfSync } from 'node:crypto';

/** Of plain text in a piece; only the last one may have less. */
export const PIECE_BYTES = 64 * 1024;
export const TAG_BYTES = 16;

/** @param nonce 16 bytes, which lie between header and payload */
export function payloadKey(fileKey: Uint8Array, nonce: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', fileKey, nonce, 'payload', 32));
}

/** A counter, and a mark for the last piece, so that none can be left out or moved. */
export function pieceNonce(index: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(index, 5, 6);
  nonce.writeUInt8(isLast ? 1 : 0, 11);
  return nonce;
}
