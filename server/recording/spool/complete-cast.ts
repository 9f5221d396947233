/**
 * Completes a recording whose server was killed: finds where its last whole chunk ends, keeps the whole events after it, and
 * lets it end there.
 */

import { type CastLine, readCastLine, sizeOf } from '#protocol/recording/cast-lines.ts';
import { CastError, readCastHeader } from '#protocol/recording/recording-header.ts';
import { CAST_START, type CastPosition, CastWriter } from '../cast/cast-writer.ts';
import type { Signer } from '../cast/signing.ts';

export const STOPPED = 'server-stopped';

const STOPPED_MARKER = 'podshell: the server stopped here, and the last output may be missing';

export interface CompletedCast {
  /** Length of what stays of the file. */
  readonly end: number;
  /** What follows it. */
  readonly bytes: Buffer;
  readonly position: CastPosition;
  /** Why it ends: {@link STOPPED}, unless the end was written before the server was killed. */
  readonly cause: string;
  readonly exitCode: number | undefined;
  readonly isSigned: boolean;
  /** The server was killed before the shell ended. One that was told to stop has ended it itself. */
  readonly isCutShort: boolean;
}

const NOTHING = Buffer.alloc(0);
const LINE_FEED = 0x0a;
const REPLACEMENT = '\ufffd';

/**
 * @param pieces the file from `start` on, whose last line may be torn
 * @param start where a chunk begins; 0: the header
 * @returns undefined when there is nothing that could be completed
 */
export async function completeCast(
  pieces: AsyncIterable<Uint8Array>,
  start: number,
  signer: Signer | undefined,
): Promise<CompletedCast | undefined> {
  let position: CastPosition | undefined = start === 0 ? CAST_START : undefined;
  /** Where the last whole chunk ends, and the lines after it. */
  let end = start;
  let tail: string[] = [];
  let exitCode: number | undefined;
  let isCutShort = false;
  let at = start;
  for await (const line of wholeLines(pieces)) {
    at += line.length;
    const text = line.toString().slice(0, -1);
    const read = at - line.length === 0 ? undefined : readOrUndefined(text);
    if (read?.kind === 'event') {
      if (read.code === 'x') exitCode = Number(read.data);
      isCutShort = read.code === 'm' && read.data === STOPPED_MARKER;
    }
    if (read?.kind === 'end' && position !== undefined) {
      const { end: cause, hash, signature } = read;
      const isSigned = signature !== undefined;
      const told = { cause, exitCode, isSigned, isCutShort };
      return { end: at, bytes: NOTHING, position: { ...position, hash }, ...told };
    }
    if (read?.kind === 'chunk') {
      const { chunk, offset, gaps, hash } = read;
      position = { chunks: chunk + 1, offset, gaps, at: read.at, hash };
      end = at;
      tail = [];
    } else tail.push(text);
  }
  return position === undefined ? undefined : complete({ position, end, tail, signer });
}

function complete(from: {
  readonly position: CastPosition;
  readonly end: number;
  readonly tail: string[];
  readonly signer: Signer | undefined;
}): CompletedCast | undefined {
  const { position, end, tail, signer } = from;
  let now = position.at;
  const writer = new CastWriter({ now: () => now, startedAt: 0, position, signer });
  if (end === 0) {
    const header = tail.shift();
    if (header === undefined || !isHeader(header)) return undefined;
    writer.header(readCastHeader(header));
  }
  for (const line of tail) {
    const event = readOrUndefined(line);
    if (event?.kind !== 'event') break;
    now += Math.round(event.interval * 1000);
    if (!writeAgain(writer, event)) break;
  }
  writer.marker(STOPPED_MARKER);
  const { bytes } = writer.end(STOPPED, undefined);
  const isSigned = signer !== undefined;
  const told = { cause: STOPPED, exitCode: undefined, isSigned, isCutShort: true };
  return { end, bytes, position: writer.position, ...told };
}

/** Writes an event of a torn chunk again. @returns false for one whose meaning was in the chunk's line, which is lost */
function writeAgain(writer: CastWriter, { code, data }: { code: string; data: string }): boolean {
  if (code === 'o' && !data.includes(REPLACEMENT)) writer.output(Buffer.from(data));
  else if (code === 'r') {
    const size = sizeOf(data);
    if (size === undefined) return false;
    writer.resized(size);
  } else return false;
  return true;
}

function isHeader(line: string): boolean {
  try {
    return readCastHeader(line).podshell !== undefined;
  } catch {
    return false;
  }
}

function readOrUndefined(line: string): CastLine | undefined {
  try {
    return readCastLine(line);
  } catch (error) {
    if (error instanceof CastError) return undefined;
    throw error;
  }
}

/** Lines with their ends. What comes after the last end is left out. */
async function* wholeLines(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for await (const piece of pieces) {
    const all = Buffer.concat([rest, piece]);
    let at = 0;
    for (let end = all.indexOf(LINE_FEED); end !== -1; end = all.indexOf(LINE_FEED, at)) {
      yield all.subarray(at, end + 1);
      at = end + 1;
    }
    rest = all.subarray(at);
  }
}
