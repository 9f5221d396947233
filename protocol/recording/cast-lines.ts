/**
 * The lines of a recording after its header. An event is a line of asciicast v3; what else Podshell has to say is in
 * comments, which other players ignore: after each chunk of events its place in the hash chain, and the end.
 */

import { z } from 'zod';
import { CastError, parseJson } from './recording-header.ts';

/** Output, a window size (`80x24`), a marker (its label), the exit code; other programs also record input (`i`). */
export type CastEventCode = 'o' | 'r' | 'm' | 'x';

export interface CastEvent {
  readonly kind: 'event';
  /** Seconds since the event before it, or since the start. */
  readonly interval: number;
  /** {@link CastEventCode}, or one that Podshell does not write. */
  readonly code: string;
  readonly data: string;
}

/** Begins each comment that is Podshell's. */
export const PODSHELL_COMMENT = '#podshell ';

const count = z.int().min(0);
const hash = z.string().regex(/^[0-9a-f]{64}$/);

const chunkSchema = z.strictObject({
  /** Counts from 0. */
  chunk: count,
  /** Bytes of the process's output up to the end of the chunk, what is missing included. */
  offset: count,
  /** Milliseconds from the start of the recording to the last event. */
  at: count,
  /** Bytes of output that are missing so far. */
  gaps: count,
  /** For events whose bytes are not UTF-8: index of the event in its chunk, and the bytes in base64. */
  raw: z
    .array(z.tuple([count, z.string()]))
    .readonly()
    .optional(),
  /** Output that is missing: index of the marker that says so, and the offsets between which it is. */
  gap: z
    .array(z.tuple([count, count, count]))
    .readonly()
    .optional(),
  /**
   * Indices of output events that the process did not write: they bring a new terminal into the state in which the
   * output after a gap finds it.
   */
  state: z.array(count).readonly().optional(),
  /** SHA-256 in hex over the hash before (its 32 bytes, zeros at first) and the file from there to this field. */
  hash,
});

const endSchema = z.strictObject({
  /** Why the recording ends: a cause of the audit log's `shell-ended`. */
  end: z.string(),
  /** How many chunks there are. */
  chunks: count,
  offset: count,
  /** Bytes of output that are missing in all. */
  gaps: count,
  /**
   * Ed25519 public key that has signed, as in the header. It may be another one there: the key was changed before a next
   * run of the server completed what a killed one had left. Missing: not signed.
   */
  key: z.string().optional(),
  /** As a chunk's, and the head of the chain: `recordingHash` of the audit log. */
  hash,
  /** Ed25519 over {@link SIGNED_LABEL} and the 32 bytes of the hash, in base64. Missing: not signed. */
  signature: z.string().optional(),
});

/** Begins what is signed, so that a signature proves nothing else. Its end is a zero byte. */
export const SIGNED_LABEL = 'podshell recording 1\0';

export type ChunkFields = Readonly<z.infer<typeof chunkSchema>>;
export type EndFields = Readonly<z.infer<typeof endSchema>>;

export type CastLine =
  | CastEvent
  | ({ readonly kind: 'chunk' } & ChunkFields)
  | ({ readonly kind: 'end' } & EndFields)
  /** A comment of somebody else, or an empty line. */
  | { readonly kind: 'comment' };

const eventSchema = z.tuple([z.number().min(0), z.string().min(1), z.string()]);

/**
 * Reads a line after the header, without its line end.
 * @throws CastError
 */
export function readCastLine(line: string): CastLine {
  if (line.startsWith(PODSHELL_COMMENT)) return readComment(line.slice(PODSHELL_COMMENT.length));
  if (line === '' || line.startsWith('#')) return { kind: 'comment' };
  const event = eventSchema.safeParse(parseJson(line));
  if (!event.success) throw new CastError('The line is no event of asciicast v3');
  const [interval, code, data] = event.data;
  return { kind: 'event', interval, code, data };
}

function readComment(text: string): CastLine {
  const value = parseJson(text);
  const chunk = chunkSchema.safeParse(value);
  if (chunk.success) return { kind: 'chunk', ...chunk.data };
  const end = endSchema.safeParse(value);
  if (end.success) return { kind: 'end', ...end.data };
  throw new CastError('The comment of Podshell has other fields than a chunk or an end has');
}

/** The fields of a chunk or an end before its hash, as they are hashed: the line up to `"hash"`, with a comma after it. */
export function beforeHash(
  fields: Omit<ChunkFields, 'hash'> | Omit<EndFields, 'hash' | 'signature'>,
): string {
  return `${PODSHELL_COMMENT}${JSON.stringify(fields).slice(0, -1)},`;
}

/** The rest of the line, with its line end. */
export function fromHash(hash: string, signature?: string): string {
  return `${JSON.stringify({ hash, signature }).slice(1)}\n`;
}

/** The columns and rows of an `r` event; undefined for another text. */
export function sizeOf(data: string): { readonly cols: number; readonly rows: number } | undefined {
  const [, cols, rows] = /^(\d{1,5})x(\d{1,5})$/.exec(data) ?? [];
  const size = { cols: Number(cols), rows: Number(rows) };
  return size.cols >= 1 && size.rows >= 1 && size.cols <= 65_535 && size.rows <= 65_535 ? size : undefined;
}
