/**
 * The text of one WebSocket frame of a server, decoded strictly by RFC 6455, section 5.2.
 * @throws Error for anything but one whole text frame with the shortest head
 */
export function readTextFrame(frame: Buffer): string {
  if (frame[0] !== 0x81) throw new Error(`Not a whole text frame: ${frame[0]}`);
  const short = frame[1] ?? 0;
  const headBytes = short < 126 ? 2 : short === 126 ? 4 : 10;
  let length = short;
  if (short === 126) length = frame.readUInt16BE(2);
  if (short === 127) length = Number(frame.readBigUInt64BE(2));
  if (headBytes === 4 && length < 126) throw new Error('A needless length of two bytes');
  if (headBytes === 10 && length < 0x1_0000) throw new Error('A needless length of eight bytes');
  if (frame.length !== headBytes + length)
    throw new Error(`${frame.length} bytes, not the ${length} of its head`);
  return frame.toString('utf8', headBytes);
}
