/** Recordings for tests, as the server writes them. */

import { createHash } from 'node:crypto';
import type { ReplayStep } from '#components/terminal/screen/replay/testing/whole-screen.ts';
import { beforeHash, fromHash } from '#protocol/recording/cast-lines.ts';
import { RECORDED_SHELL, STARTED_AT } from '#protocol/recording/testing/recorded-shell.ts';
import type { CastFile } from '../source/recording-reader.ts';

/** A step, or a marker, after some milliseconds. */
export interface TimedStep {
  readonly after: number;
  readonly step: ReplayStep | { readonly marker: string } | { readonly missing: number };
}

export interface MadeOptions {
  /** Events in each chunk. */
  readonly chunk?: number;
  readonly cols?: number;
  readonly rows?: number;
  /** The word in the shell's command marks. */
  readonly marks?: string;
  /** False: the file stops after its last chunk, as that of a shell that runs. */
  readonly hasEnd?: boolean;
}

/** The file of a recording. */
export function makeRecording(
  steps: readonly TimedStep[],
  { chunk: perChunk = 7, cols = 20, rows = 8, marks, hasEnd = true }: MadeOptions = {},
): Buffer {
  const podshell = marks === undefined ? {} : { podshell: { ...RECORDED_SHELL, marks } };
  const header = `${JSON.stringify({ version: 3, term: { cols, rows }, timestamp: STARTED_AT / 1000, ...podshell })}\n`;
  let file = '';
  let open = header;
  let hash = '0'.repeat(64);
  let chunks = 0;
  let offset = 0;
  let gaps = 0;
  let at = 0;
  let gap: [number, number, number][] = [];
  const close = (fields: (hashed: string) => string) => {
    const hashed = open + fields('');
    hash = createHash('sha256').update(hash, 'hex').update(hashed).digest('hex');
    file += hashed + fromHash(hash);
    open = '';
  };
  const closeChunk = () => {
    const lists = gap.length > 0 ? { gap } : {};
    const fields = { chunk: chunks, offset, at, gaps, ...lists };
    close(() => beforeHash(fields));
    chunks += 1;
    gap = [];
  };
  for (const [index, { after, step }] of steps.entries()) {
    at += after;
    const inChunk = index % perChunk;
    if (typeof step === 'string') offset += Buffer.byteLength(step);
    else if ('missing' in step) {
      gap.push([inChunk, offset, offset + step.missing]);
      offset += step.missing;
      gaps += step.missing;
    }
    open += `${JSON.stringify([after / 1000, ...eventOf(step)])}\n`;
    if (inChunk === perChunk - 1) closeChunk();
  }
  if (open !== '') closeChunk();
  if (hasEnd) close(() => beforeHash({ end: 'process-exited', chunks, offset, gaps }));
  return Buffer.from(file);
}

function eventOf(step: TimedStep['step']): readonly [code: string, data: string] {
  if (typeof step === 'string') return ['o', step];
  if ('marker' in step) return ['m', step.marker];
  if ('missing' in step) return ['m', `podshell: ${step.missing} bytes of output are missing`];
  return ['r', `${step.cols}x${step.rows}`];
}

/** A file that comes in pieces of so many bytes, and counts how often a part of it is read again. */
export class MadeFile implements CastFile {
  bytes: Buffer;
  readonly #piece: number;
  ranges = 0;

  constructor(bytes: Buffer, piece = 64 * 1024) {
    this.bytes = bytes;
    this.#piece = piece;
  }

  async *stream(from: number): AsyncGenerator<Uint8Array> {
    for (let at = from; at < this.bytes.length; at += this.#piece) {
      yield this.bytes.subarray(at, at + this.#piece);
    }
  }

  async range(from: number, to: number): Promise<Uint8Array> {
    this.ranges += 1;
    return this.bytes.subarray(from, to);
  }
}
