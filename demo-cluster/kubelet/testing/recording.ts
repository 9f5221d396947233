/** Reads recordings of a real cluster and replays them against a kubelet. */

import { readFileSync } from 'node:fs';
import { type Frame, OPCODE, RawClient } from './raw-client.ts';

interface RecordedRequest {
  readonly ev: 'request';
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface RecordedResponse {
  readonly ev: 'response';
  readonly statusLine: string;
  readonly status: number;
  readonly headers: readonly string[];
  readonly body?: string;
}

interface RecordedFrame {
  readonly dir: 'in' | 'out';
  readonly op: number;
  readonly fin: boolean;
  /** Length of the payload with its channel byte. */
  readonly len: number;
  readonly ch?: number;
  readonly b64?: string;
  readonly code?: number;
}

export interface Recording {
  readonly request: RecordedRequest;
  readonly response: RecordedResponse;
  readonly frames: readonly RecordedFrame[];
  /** The client timed out: nothing more arrived. */
  readonly timedOut: boolean;
}

const FOLDER = new URL('../../../fixtures/k8s-wire/kubelet-proxied/', import.meta.url);

/** `name` is the file name without `.jsonl`. */
export function readRecording(name: string): Recording {
  const lines = readFileSync(new URL(`${name}.jsonl`, FOLDER), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return {
    request: lines.find(({ ev }) => ev === 'request'),
    response: lines.find(({ ev }) => ev === 'response'),
    frames: lines.filter(({ dir }) => dir !== undefined),
    timedOut: lines.some(({ ev }) => ev === 'client-timeout'),
  };
}

/** The frames that the real cluster sent. */
export function recordedFrames({ frames }: Recording): Frame[] {
  return frames
    .filter(({ dir }) => dir === 'in')
    .map((frame) => ({ opcode: frame.op, fin: frame.fin, payload: payloadOf(frame) }));
}

/**
 * Sends the recorded request and frames. Each frame is sent once as much output has arrived as in the recording.
 * Then waits for the end or, if the recorded client timed out, until the server has handled everything.
 */
export async function replay(port: number, recording: Recording): Promise<RawClient> {
  const { method, path, headers } = recording.request;
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const client = new RawClient(port, `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
  await client.until(() => client.response !== undefined);
  let expectedBytes = 0;
  for (const frame of recording.frames) {
    if (frame.op === OPCODE.close) continue;
    if (frame.dir === 'in') {
      expectedBytes += outputBytes(frame);
      continue;
    }
    await client.until(() => client.outputBytes >= expectedBytes);
    client.sendFrame(frame.op, payloadOf(frame), frame.fin);
  }
  const clientCloses = recording.frames.find(({ op }) => op === OPCODE.close)?.dir === 'out';
  await client.until(() => client.outputBytes >= expectedBytes || client.closed);
  if (clientCloses) client.sendClose(1000);
  if (recording.timedOut) await client.settle();
  else await client.untilClosed();
  return client;
}

/** Recordings keep the first 4,096 bytes of a payload; longer ones are filled by repeating them. */
function payloadOf({ op, len, ch, b64, code }: RecordedFrame): Buffer {
  if (op === OPCODE.close) {
    const payload = Buffer.alloc(2);
    payload.writeUInt16BE(code ?? 0);
    return payload;
  }
  const bytes = Buffer.from(b64 ?? '', 'base64');
  if (ch === undefined || len === 0) return Buffer.concat([bytes, Buffer.alloc(len - bytes.length, 'p')]);
  const payload = Buffer.alloc(len, bytes.length > 0 ? bytes : '.');
  payload[0] = ch;
  bytes.copy(payload, 1, 0, len - 1);
  return payload;
}

function outputBytes({ op, ch, len }: RecordedFrame): number {
  return op === OPCODE.binary && (ch === 1 || ch === 2) ? len - 1 : 0;
}
