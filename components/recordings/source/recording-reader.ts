/** A recording in the memory that it may take: prepared once, then shown from any moment. Runs in a worker. */

import { NO_ANSWER } from '#components/failures/read-failure.ts';
import type { Clock } from '#components/terminal/connection/clock.ts';
import { unpackKeyframe } from '#components/terminal/screen/replay/keyframe.ts';
import type { Replay, Segment, SegmentWish } from '../player/replay.ts';
import { CastFailure } from './cast-failure.ts';
import type { Digest } from './chain-check.ts';
import { FileBlocks } from './file-blocks.ts';
import { type Found, OutputSearch } from './output-search.ts';
import { Preparation, type Preparing } from './preparation.ts';
import { segmentEvents } from './segment-events.ts';
import type { IndexedSegment } from './segment-index.ts';

/** The file of a recording. */
export interface CastFile {
  /** What there is from a byte on, as it comes; nothing where the file ends there. */
  stream(from: number, signal: AbortSignal): AsyncIterable<Uint8Array>;
  range(from: number, to: number): Promise<Uint8Array>;
}

export interface ReaderOptions {
  readonly file: CastFile;
  /** More may come while it is read. */
  readonly isLive: boolean;
  readonly digest: Digest | undefined;
  readonly clock: Clock;
  /** Resolves after other tasks of the thread had their turn. */
  readonly turn: () => Promise<void>;
  readonly mostKeyframeBytes?: number;
  readonly mostFileBytes?: number;
  readonly spacing?: number;
}

/** What is known of a recording, and how much of its file was read. */
export interface Reading extends Preparing {
  readonly bytes: number;
  /** The next part has left the server for the store, which gives it once it has the whole recording. */
  readonly isBehind: boolean;
}

const MEGABYTE = 1024 * 1024;
const MOST_KEYFRAME_BYTES = 48 * MEGABYTE;
const MOST_FILE_BYTES = 96 * MEGABYTE;

/** A live recording is asked for more after so long. */
const LIVE_MS = 2_000;

/** And after so long for what only the store has: that takes until the shell has ended. */
const BEHIND_MS = 15_000;

/** A connection that brings nothing is asked for again so often. */
const MOST_TRIES = 2;

/** More places are no answer. */
const MOST_FOUND = 500;

export class RecordingReader implements Replay {
  readonly #options: ReaderOptions;
  readonly #preparation: Preparation;
  readonly #file: FileBlocks;
  readonly #ended = new AbortController();
  readonly #listeners = new Set<() => void>();
  #isBehind = false;

  constructor(options: ReaderOptions) {
    this.#options = options;
    const {
      digest,
      file,
      mostKeyframeBytes = MOST_KEYFRAME_BYTES,
      mostFileBytes = MOST_FILE_BYTES,
      spacing,
    } = options;
    this.#preparation = new Preparation({ digest, mostKeyframeBytes, spacing });
    this.#file = new FileBlocks((from, to) => file.range(from, to), mostFileBytes);
  }

  get prepared(): Reading {
    return { ...this.#preparation.prepared, bytes: this.#file.end, isBehind: this.#isBehind };
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Reads the file to its end; of a live recording, until it ends.
   * @throws what the file throws, and CastError or RangeError for one that is no recording
   */
  async read(): Promise<void> {
    const { isLive } = this.#options;
    await this.#readOn();
    while (isLive && !this.#preparation.hasEnd && !this.#ended.signal.aborted) {
      await this.#preparation.pause();
      this.#tell();
      await this.#wait();
      await this.#readOn();
    }
    await this.#preparation.end();
    this.#tell();
  }

  async segment(wish: SegmentWish): Promise<Segment> {
    const { index } = this.#preparation;
    const found = 'at' in wish ? index.at(wish.at) : index.with(wish.event);
    if (found === undefined) throw new RangeError('Nothing is prepared yet');
    const { first, end, keyframe } = found;
    const [events, screen] = await Promise.all([this.#events(found), unpackKeyframe(keyframe)]);
    return { first, end, keyframe: screen, events };
  }

  /**
   * Looks through all that is prepared, from the beginning.
   * @returns false when there are more than {@link MOST_FOUND}
   */
  async search(text: string, onFound: (found: Found) => void, signal: AbortSignal): Promise<boolean> {
    let count = 0;
    const search = new OutputSearch(text, (found) => {
      count += 1;
      if (count <= MOST_FOUND) onFound(found);
    });
    const { events } = this.#preparation.prepared;
    for (let at = 0; at < events && count <= MOST_FOUND && !signal.aborted; ) {
      const segment = this.#preparation.index.with(at);
      if (segment === undefined) break;
      const read = await this.#events(segment);
      for (const event of read.slice(at - segment.first)) {
        if (event.kind === 'output') search.push(event.text, event.at);
      }
      at = segment.end;
      await this.#options.turn();
    }
    search.end();
    return count <= MOST_FOUND;
  }

  dispose(): void {
    this.#ended.abort();
    this.#preparation.dispose();
    this.#listeners.clear();
  }

  /** Reads what there is now. A live recording that nobody can read on from here goes on later. */
  async #readOn(): Promise<void> {
    try {
      await this.#readAll();
      this.#isBehind = false;
    } catch (error) {
      const mayWait = this.#options.isLive && this.#file.end > 0;
      if (!mayWait || codeOf(error) !== 'recording-unfinished') throw error;
      this.#isBehind = true;
    }
  }

  /** A connection that breaks, as when what it reads leaves the server, goes on where it was. */
  async #readAll(): Promise<void> {
    const { file, turn } = this.#options;
    for (let tries = 1; ; tries += 1) {
      try {
        for await (const bytes of file.stream(this.#file.end, this.#ended.signal)) {
          tries = 0;
          this.#file.append(bytes);
          await this.#preparation.push(bytes);
          this.#tell();
          await turn();
        }
        return;
      } catch (error) {
        if (tries >= MOST_TRIES || codeOf(error) !== NO_ANSWER.code || this.#ended.signal.aborted)
          throw error;
      }
    }
  }

  async #events({ from, to, at }: IndexedSegment) {
    return segmentEvents(await this.#file.range(from, to), at);
  }

  #wait(): Promise<void> {
    const { signal } = this.#ended;
    return new Promise((resolve) => {
      const end = () => {
        cancel();
        signal.removeEventListener('abort', end);
        resolve();
      };
      const cancel = this.#options.clock.after(this.#isBehind ? BEHIND_MS : LIVE_MS, end);
      signal.addEventListener('abort', end);
    });
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof CastFailure ? error.failure.code : undefined;
}
