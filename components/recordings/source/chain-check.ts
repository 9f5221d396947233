/** Whether a recording's chunks are as they were written: its hash chain, without the signature at its end. */

import { PODSHELL_COMMENT } from '#protocol/recording/cast-lines.ts';

/** `unchecked`: this browser has no digests here, because the page did not come over HTTPS. */
export type ChainState =
  | { readonly kind: 'intact' | 'unchecked' | 'none' }
  /** Byte of the file at which the chunk begins that is not as it was written. */
  | { readonly kind: 'broken'; readonly from: number };

/** The part of WebCrypto that is used. */
export type Digest = (bytes: Uint8Array<ArrayBuffer>) => Promise<ArrayBuffer>;

/** SHA-256 of this browser; undefined: it has none, as on a page that came over plain HTTP. */
export function browserDigest(): Digest | undefined {
  const { subtle } = globalThis.crypto ?? {};
  return subtle === undefined ? undefined : (bytes) => subtle.digest('SHA-256', bytes);
}

const HASH_BYTES = 32;

/** Begins the field of a chunk's line that is not part of its hash. */
const HASH_FIELD = new TextEncoder().encode('"hash":"');

export class ChainCheck {
  readonly #digest: Digest | undefined;
  #state: ChainState;
  #before: Uint8Array = new Uint8Array(HASH_BYTES);
  #lines: Uint8Array[] = [];
  #from = 0;
  #hasEnd = false;
  #at = 0;

  constructor(digest: Digest | undefined) {
    this.#digest = digest;
    this.#state = { kind: digest === undefined ? 'unchecked' : 'none' };
  }

  get state(): ChainState {
    return this.#state;
  }

  /** Takes the next line of the file: its bytes with the line end, and its text. */
  async push(line: Uint8Array, text: string): Promise<void> {
    this.#at += line.length;
    if (this.#digest === undefined || this.#state.kind === 'broken') return;
    if (text.startsWith(PODSHELL_COMMENT)) await this.#endChunk(this.#digest, line, fieldsIn(text));
    else this.#lines.push(line.slice());
  }

  /** The file has ended: with its last line, or it was cut. @param rest bytes after the last line end */
  end(rest: number): void {
    const isCut = rest > 0 || this.#lines.length > 0 || !this.#hasEnd;
    if (isCut && this.#state.kind === 'intact') {
      this.#state = { kind: 'broken', from: this.#from };
    }
  }

  async #endChunk(digest: Digest, line: Uint8Array, fields: Fields): Promise<void> {
    const hashed = joined([this.#before, ...this.#lines, line.subarray(0, lastIndexOf(line, HASH_FIELD))]);
    const found = new Uint8Array(await digest(hashed));
    const isSame = hex(found) === fields.hash;
    this.#state = isSame ? { kind: 'intact' } : { kind: 'broken', from: this.#from };
    this.#hasEnd = fields.end !== undefined;
    this.#before = found;
    this.#lines = [];
    this.#from = this.#at;
  }
}

/** Of what the line of a chunk or of the end says, these alone: a later server may say more. */
interface Fields {
  readonly hash?: unknown;
  /** Only in the last line. */
  readonly end?: unknown;
}

function fieldsIn(text: string): Fields {
  try {
    return (JSON.parse(text.slice(PODSHELL_COMMENT.length)) as Fields | null) ?? {};
  } catch {
    return {};
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function lastIndexOf(bytes: Uint8Array, wanted: Uint8Array): number {
  for (let at = bytes.length - wanted.length; at >= 0; at -= 1) {
    if (wanted.every((byte, offset) => bytes[at + offset] === byte)) return at;
  }
  return bytes.length;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
