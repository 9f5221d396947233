/** Writes the head of an unfragmented text frame of a server. Source: RFC 6455, section 5.2. */

/** Size of the longest head; frames of a server have no mask. */
export const MAX_HEAD_BYTES = 10;

/** FIN bit and opcode 1 (text). */
const WHOLE_TEXT = 0x81;
const TWO_BYTE_LENGTH = 126;
const EIGHT_BYTE_LENGTH = 127;
const LARGEST_OF_ONE_BYTE = 125;
const LARGEST_OF_TWO_BYTES = 0xffff;

/**
 * Writes the head directly before the payload, which is in `bytes` from `payloadStart` (at least
 * {@link MAX_HEAD_BYTES}) to `payloadEnd`. Returns the offset where the frame begins.
 */
export function writeTextHead(bytes: Buffer, payloadStart: number, payloadEnd: number): number {
  const length = payloadEnd - payloadStart;
  let start: number;
  if (length <= LARGEST_OF_ONE_BYTE) {
    start = payloadStart - 2;
    bytes[start + 1] = length;
  } else if (length <= LARGEST_OF_TWO_BYTES) {
    start = payloadStart - 4;
    bytes[start + 1] = TWO_BYTE_LENGTH;
    bytes.writeUInt16BE(length, start + 2);
  } else {
    start = payloadStart - MAX_HEAD_BYTES;
    bytes[start + 1] = EIGHT_BYTE_LENGTH;
    bytes.writeBigUInt64BE(BigInt(length), start + 2);
  }
  bytes[start] = WHOLE_TEXT;
  return start;
}
