import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../../fixtures/k8s-wire');

/** What a real cluster sent in an exec: an HTTP response, then frames or the end of the connection. */
export interface Recording {
  readonly name: string;
  /** Undefined: the server never responds. */
  readonly response:
    | { readonly status: number; readonly headers: readonly string[]; readonly body: string }
    | undefined;
  readonly frames: readonly RecordedFrame[];
}

export interface RecordedFrame {
  readonly op: number;
  /** Includes the channel byte. */
  readonly payload: Buffer;
}

interface Line {
  ev?: string;
  dir?: string;
  status?: number;
  headers?: string[];
  body?: string;
  op?: number;
  len?: number;
  ch?: number;
  b64?: string;
  code?: number;
}

/** Reads one recording, for instance `kubelet-proxied/tty-bash.v5`. */
export function readRecording(name: string): Recording {
  const text = readFileSync(join(ROOT, `${name}.jsonl`), 'utf8');
  const lines = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
  const response = lines.find(({ ev }) => ev === 'response');
  if (response === undefined) throw new Error(`${name} holds no response`);
  return {
    name,
    response: {
      status: response.status ?? 0,
      headers: response.headers ?? [],
      body: response.body ?? '',
    },
    frames: lines.filter(({ dir }) => dir === 'in').map(toFrame),
  };
}

/** A recording of an exec that succeeds, which prints this text instead of what was recorded. */
export function printing(text: string): Recording {
  const { frames, ...recording } = readRecording('kubelet-proxied/tty-true.v4');
  const output = { op: 2, payload: Buffer.from(`\u0001${text}`) };
  return { ...recording, frames: [output, ...frames.filter(({ payload }) => payload[0] !== 1)] };
}

/** Names of the exec recordings of one folder, for both subprotocols. */
export function execRecordings(folder: string): string[] {
  return readdirSync(join(ROOT, folder))
    .filter(
      (file) => /\.v[45]\.jsonl$/.test(file) && !file.startsWith('large-') && !file.startsWith('attach'),
    )
    .map((file) => `${folder}/${file.replace(/\.jsonl$/, '')}`);
}

/** A recorded response of the API, for instance `pods-list`. */
export function readAnswer(name: string): { readonly status: number; readonly body: unknown } {
  return JSON.parse(readFileSync(join(ROOT, 'api', `${name}.json`), 'utf8')) as ReturnType<typeof readAnswer>;
}

/** The status payloads at the end of the recorded streams, as sent. */
export function recordedStatuses(): { readonly name: string; readonly payload: Buffer }[] {
  return ['kubelet-proxied', 'apiserver-translated'].flatMap(execRecordings).flatMap((name) =>
    readRecording(name)
      .frames.filter(({ op, payload }) => op === 2 && payload[0] === 3)
      .map(({ payload }) => ({ name, payload: payload.subarray(1) })),
  );
}

function toFrame({ op = 2, len = 0, ch, b64 = '', code }: Line): RecordedFrame {
  if (op === 8) {
    const payload = Buffer.alloc(2);
    payload.writeUInt16BE(code ?? 1000);
    return { op, payload };
  }
  const kept = Buffer.from(b64, 'base64');
  const payload = Buffer.alloc(len, '.');
  if (len > 0) payload[0] = ch ?? 0;
  kept.copy(payload, 1);
  return { op, payload };
}
