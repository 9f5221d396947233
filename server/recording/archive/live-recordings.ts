/** Recordings that the store does not have yet: they lie in the spool of the replica that makes them. */

import { z } from 'zod';
import { type RecordingMeta, recordingMetaSchema } from '#protocol/recording/recording-meta.ts';
import type { Peer, PeerCall, Peers } from '#server/peers/ports.ts';
import type { Clock } from '#server/ports.ts';
import type { SpoolReader, StoredMeta } from '../ports.ts';
import { ALIVE_MS } from '../shipping/meta-pulse.ts';

/** Those of this replica. */
export interface OwnRecordings extends Pick<SpoolReader, 'read' | 'size' | 'start'> {
  /** The newest that is known of a recording which is not wholly in the store; undefined for any other. */
  meta(id: string): StoredMeta | undefined;
}

/** Where a live recording is read. */
export interface LiveRecording {
  readonly meta: RecordingMeta;
  /** Of the file so far. */
  readonly size: number;
  /** Bytes before it are only in the store, where nobody can read them before the file is complete. */
  readonly start: number;
  /**
   * @param from at least `start`
   * @param to at most `size`, exclusive
   */
  read(from: number, to: number): AsyncIterable<Uint8Array>;
}

/** After so long without a word a live recording has nobody, in milliseconds: two words were missed. */
const SILENT_MS = 2.5 * ALIVE_MS;

/** Bytes of one answer between replicas. */
const PIECE_BYTES = 256 * 1024;

interface PieceRequest {
  readonly id: string;
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

/** Empty where the replica does not have the recording, or not any more. */
type PieceAnswer =
  | Record<string, never>
  | { readonly meta: RecordingMeta; readonly size: number; readonly start: number; readonly data: string };

const readPiece: PeerCall<PieceRequest, PieceAnswer> = {
  name: 'live-recording',
  request: z.object({
    id: z.string(),
    from: z.number().int().nonnegative(),
    to: z.number().int().nonnegative(),
  }),
  answer: z.union([
    // A replica of an older version does not say where it starts.
    z.object({ meta: recordingMetaSchema, size: z.number(), start: z.number().default(0), data: z.base64() }),
    z.object({}) as unknown as z.ZodType<Record<string, never>>,
  ]),
};

export class LiveRecordings {
  readonly #own: OwnRecordings;
  readonly #peers: Peers;
  readonly #clock: Pick<Clock, 'now'>;

  constructor(own: OwnRecordings, peers: Peers, clock: Pick<Clock, 'now'>) {
    this.#own = own;
    this.#peers = peers;
    this.#clock = clock;
    peers.serve(readPiece, (request) => this.#answer(request));
  }

  /** As it is known here; of a recording of this replica only. */
  ownMeta(id: string): RecordingMeta | undefined {
    const meta = this.#own.meta(id);
    return meta === undefined ? undefined : shown(meta);
  }

  /**
   * True when nobody adds to a live recording any more. A replica that is none of ours may be one of another deployment with
   * the same store, which is heard from in the recording itself.
   */
  isOver({ durationMs, heardAt, replica, startedAt }: StoredMeta): boolean {
    if (this.#peers.fateOf(replica).kind !== 'gone') return false;
    return this.#clock.now() > (heardAt ?? startedAt + durationMs) + SILENT_MS;
  }

  /**
   * Undefined where `replica` does not have it, or does not live any more.
   * @throws PodshellError `replica-unreachable`
   */
  async find(id: string, replica: string): Promise<LiveRecording | undefined> {
    const fate = this.#peers.fateOf(replica);
    if (fate.kind === 'alive') return await this.#findAt(fate.peer, id);
    const meta = this.ownMeta(id);
    const size = this.#own.size(id);
    if (meta === undefined || size === undefined) return undefined;
    const start = this.#own.start(id) ?? 0;
    return { meta, size, start, read: (from, to) => this.#own.read(id, from, to) };
  }

  async #findAt(peer: Peer, id: string): Promise<LiveRecording | undefined> {
    const first = await this.#peers.call(peer, readPiece, { id, from: 0, to: 0 });
    if (!('meta' in first)) return undefined;
    const { meta, size, start } = first;
    return { meta, size, start, read: (from, to) => this.#pieces(peer, id, from, to) };
  }

  /** Asks for one piece at a time, when the reader wants it. */
  async *#pieces(
    peer: Peer,
    id: string,
    from: number,
    to: number,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    for (let at = from; at < to; ) {
      const piece = await this.#peers.call(peer, readPiece, { id, from: at, to });
      const bytes = 'data' in piece ? Buffer.from(piece.data, 'base64') : Buffer.alloc(0);
      if (bytes.length === 0) throw new Error('The recording has left the spool of its replica');
      at += bytes.length;
      yield bytes;
    }
  }

  async #answer({ id, from, to }: PieceRequest): Promise<PieceAnswer> {
    const meta = this.ownMeta(id);
    const size = this.#own.size(id);
    if (meta === undefined || size === undefined) return {};
    const end = Math.min(to, size, from + PIECE_BYTES);
    const pieces: Uint8Array[] = [];
    if (from < end) for await (const piece of this.#own.read(id, from, end)) pieces.push(piece);
    return { meta, size, start: this.#own.start(id) ?? 0, data: Buffer.concat(pieces).toString('base64') };
  }
}

/** What browsers may see. */
export function shown({ userId: _, replica: __, heardAt: ___, ...meta }: StoredMeta): RecordingMeta {
  return meta;
}
