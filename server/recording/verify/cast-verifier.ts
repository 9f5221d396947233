/**
 * Checks a recording by itself: that it is, byte for byte, what the recorder wrote. Each chunk's hash is checked against
 * the one that the chunk before states, so that one change does not hide another.
 */

import { type EndFields, fromHash, PODSHELL_COMMENT, readCastLine } from '#protocol/recording/cast-lines.ts';
import { CastReader } from '#protocol/recording/cast-reader.ts';
import { OutputRebuilder } from '#protocol/recording/rebuild.ts';
import { CastError, type CastHeader, readCastHeader } from '#protocol/recording/recording-header.ts';
import { CHAIN_START, ChainLink } from '../cast/chain.ts';
import { isSignedBy } from '../cast/signing.ts';

/** What is wrong, and where. */
export interface Finding {
  /** First and last line, from 1. */
  readonly lines: readonly [number, number];
  /** First byte, and the byte after the last, from 0. */
  readonly bytes: readonly [number, number];
  /** The chunk as it stands in the file, from 0; undefined for the end. */
  readonly chunk: number | undefined;
  /** Bytes of the process's output before it, as far as it is known. */
  readonly offset: number;
  readonly what: string;
}

export interface Verdict {
  /** Empty: the recording is as it was written. */
  readonly findings: readonly Finding[];
  /** Undefined when there is none that can be read. */
  readonly header: CastHeader | undefined;
  readonly chunks: number;
  readonly outputBytes: number;
  readonly gapBytes: number;
  /** Why it ends; undefined: it has no end. */
  readonly end: string | undefined;
  /** Head of the chain, in hex. */
  readonly hash: string;
  /** Public key, in base64, whose signature the end has; undefined: it has none. */
  readonly signedBy: string | undefined;
}

const LINE_FEED = 0x0a;
const COMMENT = Buffer.from(PODSHELL_COMMENT);

export class CastVerifier {
  readonly #key: string | undefined;
  readonly #findings: Finding[] = [];
  #rest = Buffer.alloc(0);
  /** Lines and bytes so far, and where the link that grows began. */
  #line = 0;
  #at = 0;
  #linkLine = 1;
  #linkAt = 0;
  #link = new ChainLink(CHAIN_START);
  #hash = CHAIN_START;
  #chunks = 0;
  #offset = 0;
  #gaps = 0;
  #header: CastHeader | undefined;
  #end: string | undefined;
  #signedBy: string | undefined;
  /** Reads what the lines say, as long as nothing was found. */
  #meaning: { readonly reader: CastReader; readonly output: OutputRebuilder } | undefined = {
    reader: new CastReader(),
    output: new OutputRebuilder({
      encodeUtf8: (text) => Buffer.from(text),
      decodeBase64: (text) => Buffer.from(text, 'base64'),
    }),
  };

  /** @param key the public key that must have signed it, in base64; undefined: any */
  constructor(key?: string) {
    this.#key = key;
  }

  /** Takes the next bytes of the file. */
  push(bytes: Uint8Array): void {
    const all = Buffer.concat([this.#rest, bytes]);
    let at = 0;
    for (let end = all.indexOf(LINE_FEED); end !== -1; end = all.indexOf(LINE_FEED, at)) {
      this.#takeLine(all.subarray(at, end + 1));
      at = end + 1;
    }
    this.#rest = all.subarray(at);
  }

  /** The file has ended. */
  end(): Verdict {
    if (this.#rest.length > 0) {
      this.#take(this.#rest);
      this.#find(undefined, 'The last line has no end: the file was cut.');
    }
    if (this.#end === undefined) {
      this.#find(undefined, 'The end is missing: the file was cut here, or its shell still runs.');
    } else if (this.#at > this.#linkAt) this.#find(undefined, 'Something follows the end of the recording.');
    return {
      findings: this.#findings,
      header: this.#header,
      chunks: this.#chunks,
      outputBytes: this.#offset,
      gapBytes: this.#gaps,
      end: this.#end,
      hash: this.#hash,
      signedBy: this.#signedBy,
    };
  }

  #takeLine(line: Buffer): void {
    if (this.#line === 0) this.#readHeader(line);
    const told = line.subarray(0, COMMENT.length).equals(COMMENT) ? readOrUndefined(line) : undefined;
    if (told?.kind === 'chunk' || told?.kind === 'end') {
      const rest = fromHash(told.hash, told.kind === 'end' ? told.signature : undefined);
      this.#link.update(line.subarray(0, -rest.length));
      this.#count(line);
      const isSame = line.toString('latin1').endsWith(rest) && this.#link.digest() === told.hash;
      if (told.kind === 'chunk') this.#endChunk(told.chunk, isSame);
      else this.#endAll(told, isSame);
      this.#offset = told.offset;
      this.#hash = told.hash;
      this.#readMeaning(line, told);
      this.#link = new ChainLink(told.hash);
      this.#linkLine = this.#line + 1;
      this.#linkAt = this.#at;
      return;
    }
    this.#take(line);
    this.#readMeaning(line);
  }

  #endChunk(chunk: number, isSame: boolean): void {
    const expected = this.#chunks;
    this.#chunks = chunk + 1;
    if (chunk !== expected) {
      const where = `Chunk ${chunk} stands where chunk ${expected} belongs`;
      this.#find(chunk, `${where}: chunks were removed, doubled or put in another order.`);
    } else if (!isSame) this.#find(chunk, `Chunk ${chunk} is not what was recorded: it was changed.`);
  }

  #endAll(end: EndFields, isSame: boolean): void {
    if (this.#end !== undefined) this.#find(undefined, 'The recording ends twice.');
    this.#end = end.end;
    if (end.chunks !== this.#chunks) {
      this.#find(undefined, `Chunks are missing before the end: ${end.chunks} were recorded.`);
    } else if (!isSame) this.#find(undefined, 'The end is not what was recorded: it was changed.');
    this.#checkSignature(end);
  }

  /** The key of the end counts: that of the header may have been replaced before the end was written. */
  #checkSignature({ hash, key, signature }: EndFields): void {
    if (this.#key !== undefined && key !== this.#key) {
      this.#find(undefined, key === undefined ? 'It is not signed.' : 'It is signed with another key.');
    }
    const isDue = this.#header?.podshell?.key !== undefined;
    if (!isDue && key === undefined && signature === undefined) return;
    const isSigned = key !== undefined && signature !== undefined && isSignedBy(key, hash, signature);
    if (isSigned) this.#signedBy = key;
    else this.#find(undefined, 'The signature of the end is missing or wrong.');
  }

  #readHeader(line: Buffer): void {
    try {
      this.#header = readCastHeader(line.toString().slice(0, -1));
    } catch (error) {
      if (!(error instanceof CastError)) throw error;
    }
  }

  /** Says what the hashes don't: whether lines are valid, and offsets those of their events. */
  #readMeaning(line: Buffer, told?: { gaps: number }): void {
    const meaning = this.#meaning;
    if (meaning === undefined) return;
    try {
      for (const item of meaning.reader.push(line.toString())) {
        if (item.kind === 'header') continue;
        for (const piece of meaning.output.push(item)) {
          if (piece.kind === 'gap') this.#gaps += piece.to - piece.from;
        }
        if (item.kind === 'end' && item.offset !== meaning.output.offset)
          throw new CastError('Its offset is wrong.');
      }
      if (told !== undefined && told.gaps !== this.#gaps)
        throw new CastError('Its count of missing bytes is wrong.');
    } catch (error) {
      if (!(error instanceof CastError)) throw error;
      this.#meaning = undefined;
      this.#find(this.#chunks, error.message);
    }
  }

  #take(bytes: Buffer): void {
    this.#link.update(bytes);
    this.#count(bytes);
  }

  #count(bytes: Buffer): void {
    this.#line += 1;
    this.#at += bytes.length;
  }

  #find(chunk: number | undefined, what: string): void {
    this.#findings.push({
      lines: [this.#linkLine, Math.max(this.#linkLine, this.#line)],
      bytes: [this.#linkAt, this.#at],
      chunk,
      offset: this.#offset,
      what,
    });
  }
}

function readOrUndefined(line: Buffer): ReturnType<typeof readCastLine> | undefined {
  try {
    return readCastLine(line.toString().slice(0, -1));
  } catch (error) {
    if (error instanceof CastError) return undefined;
    throw error;
  }
}
