/** The exact bytes that a process wrote, out of its recording. */

import type { ChunkFields } from './cast-lines.ts';
import type { CastItem } from './cast-reader.ts';
import { CastError } from './recording-header.ts';

/** What a piece of a recording holds of the process's output. */
export type RebuiltPiece =
  | { readonly kind: 'bytes'; readonly offset: number; readonly bytes: Uint8Array }
  /** Output between two offsets is missing. */
  | { readonly kind: 'gap'; readonly from: number; readonly to: number };

/** What is different between browser and Node. */
export interface ByteCodec {
  readonly encodeUtf8: (text: string) => Uint8Array;
  /** @throws for another text than base64 */
  readonly decodeBase64: (text: string) => Uint8Array;
}

/** An event of a chunk; only output and markers matter here. */
interface Held {
  readonly code: string;
  readonly data: string;
}

/** Takes the items of one recording in their order. Bytes come when their chunk is complete. */
export class OutputRebuilder {
  readonly #codec: ByteCodec;
  #events: Held[] = [];
  #offset = 0;

  constructor(codec: ByteCodec) {
    this.#codec = codec;
  }

  /** Bytes of output up to the last complete chunk, missing ones included. */
  get offset(): number {
    return this.#offset;
  }

  /** @throws CastError when a chunk's fields do not fit its events */
  push(item: CastItem): RebuiltPiece[] {
    if (item.kind === 'event') {
      const isNeeded = item.code === 'o' || item.code === 'm';
      this.#events.push({ code: item.code, data: isNeeded ? item.data : '' });
    }
    if (item.kind !== 'chunk') return [];
    const events = this.#events;
    this.#events = [];
    return this.#rebuild(item, events);
  }

  #rebuild(chunk: ChunkFields, events: readonly Held[]): RebuiltPiece[] {
    const raw = new Map(chunk.raw);
    const state = new Set(chunk.state);
    const gaps = new Map(chunk.gap?.map(([index, from, to]) => [index, { from, to }]));
    const pieces: RebuiltPiece[] = [];
    for (const [index, { code, data }] of events.entries()) {
      const gap = gaps.get(index);
      if (gap !== undefined) {
        if (code !== 'm' || gap.from !== this.#offset || gap.to < gap.from) throw misfit(chunk);
        pieces.push({ kind: 'gap', ...gap });
        this.#offset = gap.to;
      } else if (code === 'o' && !state.has(index)) {
        const exact = raw.get(index);
        const bytes = exact === undefined ? this.#codec.encodeUtf8(data) : this.#codec.decodeBase64(exact);
        pieces.push({ kind: 'bytes', offset: this.#offset, bytes });
        this.#offset += bytes.length;
      }
    }
    if (this.#offset !== chunk.offset) throw misfit(chunk);
    return pieces;
  }
}

function misfit({ chunk }: ChunkFields): CastError {
  return new CastError(`Chunk ${chunk} says something else of its offsets than its events do`);
}
