/** Encodes and decodes WebSocket frames (RFC 6455) without a library, so that a test sees the exact bytes. */

export interface RawFrame {
  readonly op: number;
  readonly fin: boolean;
  readonly payload: Buffer;
}

/** A server frame: unmasked and unfragmented. */
export function encodeServerFrame(op: number, payload: Buffer): Buffer {
  const { length } = payload;
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head[0] = 0x80 | op;
  if (length < 126) head[1] = length;
  else if (length < 65_536) {
    head[1] = 126;
    head.writeUInt16BE(length, 2);
  } else {
    head[1] = 127;
    head.writeBigUInt64BE(BigInt(length), 2);
  }
  return Buffer.concat([head, payload]);
}

/** Decodes the complete client frames at the start of `bytes`; `rest` is what follows them. */
export function decodeClientFrames(bytes: Buffer): { readonly frames: RawFrame[]; readonly rest: Buffer } {
  const frames: RawFrame[] = [];
  let rest = bytes;
  for (;;) {
    const frame = decodeOne(rest);
    if (frame === undefined) return { frames, rest };
    frames.push(frame);
    rest = rest.subarray(frame.size);
  }
}

function decodeOne(bytes: Buffer): (RawFrame & { size: number }) | undefined {
  if (bytes.length < 2) return undefined;
  const short = bytes.readUInt8(1) & 0x7f;
  const head = short === 127 ? 10 : short === 126 ? 4 : 2;
  if (bytes.length < head + 4) return undefined;
  const length =
    short === 127 ? Number(bytes.readBigUInt64BE(2)) : short === 126 ? bytes.readUInt16BE(2) : short;
  const size = head + 4 + length;
  if (bytes.length < size) return undefined;
  const mask = bytes.subarray(head, head + 4);
  const payload = Buffer.from(bytes.subarray(head + 4, size));
  for (const [index, byte] of payload.entries()) payload[index] = byte ^ (mask[index % 4] ?? 0);
  const first = bytes.readUInt8(0);
  return { op: first & 0x0f, fin: (first & 0x80) !== 0, payload, size };
}
