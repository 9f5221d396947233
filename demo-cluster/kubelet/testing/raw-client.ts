/** A WebSocket client on raw TCP: it sees opcodes and FIN bits and can violate the protocol. */

import { connect, type Socket } from 'node:net';

export interface Frame {
  readonly opcode: number;
  readonly fin: boolean;
  readonly payload: Buffer;
}

export interface ResponseHead {
  readonly statusLine: string;
  readonly status: number;
  /** As received: `Name: value`. */
  readonly headers: readonly string[];
}

export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

const HEAD_END = '\r\n\r\n';

export class RawClient {
  readonly socket: Socket;
  readonly frames: Frame[] = [];
  response: ResponseHead | undefined;
  /** The body of a response that is not an upgrade. */
  body = '';
  /** Payload bytes on channels 1 and 2 without channel bytes; counted even when frames are not kept. */
  outputBytes = 0;
  closed = false;
  readonly #keepOutput: boolean;
  readonly #waiting = new Set<() => void>();
  #unread: Buffer = Buffer.alloc(0);

  /** Sends the request at once. Without `keepOutput` output frames are counted but not kept. */
  constructor(port: number, request: string, keepOutput = true) {
    this.#keepOutput = keepOutput;
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.socket.write(request);
    this.socket.on('data', (chunk) => {
      this.#unread = this.#unread.length === 0 ? chunk : Buffer.concat([this.#unread, chunk]);
      this.#parse();
      this.#changed();
    });
    this.socket.on('error', () => {});
    this.socket.on('close', () => {
      this.closed = true;
      this.#changed();
    });
  }

  /** Resolves when the condition holds; rejects if the connection ends first. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      if (this.closed) throw new Error(`The connection ended before. Output: ${this.output()}`);
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  async untilClosed(): Promise<void> {
    await this.until(() => this.closed);
  }

  /** The payloads received on a channel so far, without channel bytes. */
  bytes(channel: number): Buffer {
    const payloads = this.frames
      .filter(({ opcode, payload }) => opcode === OPCODE.binary && payload[0] === channel)
      .map(({ payload }) => payload.subarray(1));
    return Buffer.concat(payloads);
  }

  /** Channel 1 as text. */
  output(): string {
    return this.bytes(1).toString();
  }

  /** The status on channel 3; undefined until it arrives. */
  status(): { status: string; message?: string; details?: { causes: { message: string }[] } } | undefined {
    const bytes = this.bytes(3);
    return bytes.length === 0 ? undefined : JSON.parse(bytes.toString());
  }

  closeCode(): number | undefined {
    const frame = this.frames.find(({ opcode }) => opcode === OPCODE.close);
    return frame?.payload.readUInt16BE(0);
  }

  /** A binary message on a channel. */
  send(channel: number, data: string | Buffer): void {
    this.sendFrame(OPCODE.binary, Buffer.concat([Buffer.of(channel), Buffer.from(data)]));
  }

  sendFrame(opcode: number, payload: Buffer, fin = true): void {
    const { length } = payload;
    const head = Buffer.alloc(length < 126 ? 6 : length < 65_536 ? 8 : 14);
    head[0] = (fin ? 0x80 : 0) | opcode;
    if (length < 126) head[1] = 0x80 | length;
    else if (length < 65_536) {
      head[1] = 0x80 | 126;
      head.writeUInt16BE(length, 2);
    } else {
      head[1] = 0x80 | 127;
      head.writeBigUInt64BE(BigInt(length), 2);
    }
    // A mask of zeros leaves the payload as it is.
    this.socket.write(head);
    this.socket.write(payload);
  }

  sendClose(code: number): void {
    const payload = Buffer.alloc(2);
    payload.writeUInt16BE(code);
    this.sendFrame(OPCODE.close, payload);
  }

  /** Resolves when the server has handled everything sent so far. */
  async settle(): Promise<void> {
    const pongs = () => this.frames.filter(({ opcode }) => opcode === OPCODE.pong).length;
    const before = pongs();
    this.sendFrame(OPCODE.ping, Buffer.alloc(0));
    await this.until(() => pongs() > before);
  }

  #changed(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }

  #parse(): void {
    if (this.response === undefined && !this.#parseHead()) return;
    if (this.response?.status !== 101) {
      this.body += this.#unread.toString();
      this.#unread = Buffer.alloc(0);
      return;
    }
    let start = 0;
    for (;;) {
      const end = this.#parseFrame(start);
      if (end === undefined) break;
      start = end;
    }
    this.#unread = this.#unread.subarray(start);
  }

  #parseHead(): boolean {
    const end = this.#unread.indexOf(HEAD_END);
    if (end < 0) return false;
    const [statusLine = '', ...headers] = this.#unread.toString('latin1', 0, end).split('\r\n');
    this.response = { statusLine, status: Number(statusLine.split(' ')[1]), headers };
    this.#unread = this.#unread.subarray(end + HEAD_END.length);
    return true;
  }

  /** End of the frame that begins at `start`; undefined if it is incomplete. */
  #parseFrame(start: number): number | undefined {
    const bytes = this.#unread;
    if (bytes.length < start + 2) return undefined;
    const short = bytes.readUInt8(start + 1) & 0x7f;
    const headBytes = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (bytes.length < start + headBytes) return undefined;
    const long = short === 126 ? bytes.readUInt16BE(start + 2) : 0;
    const length = short < 126 ? short : short === 126 ? long : Number(bytes.readBigUInt64BE(start + 2));
    const end = start + headBytes + length;
    if (bytes.length < end) return undefined;
    const first = bytes.readUInt8(start);
    this.#take({
      opcode: first & 0x0f,
      fin: (first & 0x80) !== 0,
      payload: Buffer.from(bytes.subarray(start + headBytes, end)),
    });
    return end;
  }

  #take(frame: Frame): void {
    const channel = frame.payload[0];
    const output = frame.opcode === OPCODE.binary && (channel === 1 || channel === 2);
    if (output) this.outputBytes += frame.payload.length - 1;
    if (!output || this.#keepOutput) this.frames.push(frame);
    if (frame.opcode === OPCODE.close && !this.socket.writableEnded) {
      this.sendClose(frame.payload.readUInt16BE(0));
    }
  }
}
