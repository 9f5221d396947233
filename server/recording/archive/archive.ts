/** Recordings for those who may read them: which there are, what is known of one, and its file. */

import { isPodshellError, PodshellError } from '#protocol/problem.ts';
import { type RangeWish, rangeIn } from '#protocol/recording/byte-range.ts';
import type { RecordingFile, RecordingFileWish } from '#protocol/recording/recording-file.ts';
import type { RecordingList, RecordingMeta, RecordingQuery } from '#protocol/recording/recording-meta.ts';
import type { Caller, Clock, Logger } from '#server/ports.ts';
import { type AgeFile, openAgeFile } from '../encryption/age-file.ts';
import { isMissing, type Store, type StoredMeta, StoreError } from '../ports.ts';
import { timeOfId } from '../recording-id.ts';
import { castKey } from '../store/recording-keys.ts';
import { within } from '../store/time-limit.ts';
import { type LiveRecordings, shown } from './live-recordings.ts';
import { mayRead } from './may-read.ts';
import type { MetaReader } from './meta-reader.ts';
import { type IdRange, newestFirst } from './newest-first.ts';

export interface ArchiveOptions {
  readonly store: Store;
  readonly metas: MetaReader;
  readonly live: LiveRecordings;
  /** Groups that read everybody's. */
  readonly readers: readonly string[];
  /** age identity that opens encrypted recordings; empty: there is none. */
  readonly identity: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Recordings of an answer, and those that one request looks through. */
const PAGE = 50;
const MOST_LOOKED_THROUGH = 500;

/** Metas that are read from the store at once. */
const AT_ONCE = 16;

/** Somebody waits for a list: a store that stalls is told sooner than its own limit, in milliseconds. */
const ASK_LIMIT_MS = 5000;

/** What is said to those who asked then, in seconds. */
const RETRY_AFTER_SECONDS = 5;

/** A recording begins after its id was made: when a page binds the session, and not later than a bind may take. */
const LONGEST_WAIT_MS = 60 * 60 * 1000;

/** An answer that is being put together. */
interface Page {
  readonly items: RecordingMeta[];
  looked: number;
  /** Id of the last that was looked at. */
  last: string;
}

export class Archive {
  readonly #options: ArchiveOptions;

  constructor(options: ArchiveOptions) {
    this.#options = options;
  }

  /** As `Runtime.recordings`. */
  async list(caller: Caller, query: RecordingQuery): Promise<RecordingList> {
    const { cursor, from, to } = query;
    if (cursor !== undefined && timeOfId(cursor) === undefined) {
      throw new PodshellError(
        'bad-request',
        'The cursor is not one that Podshell has given. Start without it.',
      );
    }
    const range = { from: from === undefined ? undefined : from - LONGEST_WAIT_MS, to, before: cursor };
    const page: Page = { items: [], looked: 0, last: '' };
    let over: AbortSignal | undefined;
    return await this.#asked(async () => {
      try {
        return await within(this.#options.clock, ASK_LIMIT_MS, (signal) => {
          over = signal;
          return this.#fill(page, range, (meta) => fits(meta, query) && this.#mayRead(caller, meta), signal);
        });
      } catch (error) {
        // A store that is only slow: the rest is the next page.
        if (over?.aborted !== true || page.last === '') throw error;
        return { items: page.items, cursor: page.last };
      }
    });
  }

  async #fill(
    page: Page,
    range: IdRange,
    isWanted: (meta: StoredMeta) => boolean,
    signal: AbortSignal,
  ): Promise<RecordingList> {
    const { items } = page;
    for await (const ids of inGroups(newestFirst(this.#options.store, range), AT_ONCE)) {
      if (page.looked >= MOST_LOOKED_THROUGH || items.length >= PAGE) return { items, cursor: page.last };
      const metas = await Promise.all(ids.map((id) => this.#options.metas.read(id)));
      if (signal.aborted) break;
      for (const [index, meta] of metas.entries()) {
        if (items.length === PAGE) return { items, cursor: page.last };
        page.last = ids[index] ?? page.last;
        page.looked += 1;
        if (meta !== undefined && isWanted(meta)) items.push(this.#shown(meta));
      }
    }
    return { items };
  }

  /** As `Runtime.recording`. */
  async find(caller: Caller, id: string): Promise<RecordingMeta> {
    return await this.#asked(async () => {
      const meta = await this.#known(caller, id);
      if (meta.state !== 'live') return this.#shown(meta);
      const live = await this.#options.live.find(id, meta.replica).catch(unlessUnreachable);
      return live?.meta ?? this.#shown(meta);
    });
  }

  /** As `Runtime.recordingFile`. The caller of this method makes the line in the audit log before it gives bytes. */
  async open(
    caller: Caller,
    id: string,
    { range, isSealed = false }: RecordingFileWish,
  ): Promise<RecordingFile> {
    return await this.#asked(async () => {
      const meta = await this.#known(caller, id);
      if (meta.state === 'incomplete') throw incomplete();
      if (meta.encrypted && !isSealed && this.#options.identity === '') throw encrypted();
      const live =
        meta.state === 'live' && !isSealed ? await this.#options.live.find(id, meta.replica) : undefined;
      if (live !== undefined) {
        if (live.meta.state === 'incomplete') throw incomplete();
        const file = fileOf(live.meta, live, range, false);
        if (file.from < live.start) throw unfinished();
        return file;
      }
      try {
        return await this.#stored(meta, range, isSealed);
      } catch (error) {
        if (meta.state === 'live' && isMissing(error)) throw unfinished({ cause: error });
        throw error;
      }
    });
  }

  async #stored(meta: StoredMeta, range: RangeWish | undefined, isSealed: boolean): Promise<RecordingFile> {
    const shownMeta = this.#shown(meta);
    const key = castKey(meta.id, meta.encrypted);
    if (!meta.encrypted || isSealed) {
      return fileOf(shownMeta, await this.#plainFile(key), range, meta.encrypted);
    }
    return fileOf(shownMeta, await this.#openSealed(key), range, false);
  }

  async #known(caller: Caller, id: string): Promise<StoredMeta> {
    const { clock, metas } = this.#options;
    const meta =
      timeOfId(id) === undefined ? undefined : await within(clock, ASK_LIMIT_MS, () => metas.read(id));
    if (meta === undefined || !this.#mayRead(caller, meta)) {
      throw new PodshellError(
        'recording-not-found',
        'Recording not found, or it isn’t yours. It may have been deleted when its time was over.',
      );
    }
    return meta;
  }

  async #plainFile(key: string): Promise<Pick<AgeFile, 'read' | 'size'>> {
    const { store } = this.#options;
    const probe = await store.read(key, 0, 1);
    await drained(probe.bytes);
    return {
      size: probe.size,
      async *read(from, to) {
        if (from < to) yield* (await store.read(key, from, to)).bytes;
      },
    };
  }

  async #openSealed(key: string): Promise<AgeFile> {
    const { store, identity, logger } = this.#options;
    try {
      return await openAgeFile((from, to) => store.read(key, from, to), identity);
    } catch (error) {
      if (error instanceof StoreError) throw error;
      logger.warn({ key, reason: reasonOf(error) }, 'A recording cannot be decrypted');
      throw encrypted();
    }
  }

  #mayRead(caller: Caller, meta: StoredMeta): boolean {
    return mayRead(caller, meta, this.#options.readers);
  }

  /** What browsers see. A recording that nobody goes on with is over, whatever the store says. */
  #shown(stored: StoredMeta): RecordingMeta {
    const meta = shown(stored);
    if (meta.state !== 'live') return meta;
    const own = this.#options.live.ownMeta(meta.id);
    if (own !== undefined) return own;
    return this.#options.live.isOver(stored) ? { ...meta, state: 'cut-short' } : meta;
  }

  /** Failures of the store in words for users; its own go to the log. */
  async #asked<Result>(ask: () => Promise<Result>): Promise<Result> {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      const { kind, message } = error;
      this.#options.logger.warn(
        { store: this.#options.store.name, kind, reason: message },
        'Recordings cannot be read',
      );
      if (kind === 'not-found') {
        throw new PodshellError(
          'recording-not-found',
          'The file of this recording is not in the store any more. A rule of the store may have deleted it: ask your Podshell administrator.',
          { cause: error },
        );
      }
      throw Object.assign(
        new PodshellError(
          'recording-store-unavailable',
          'The store of recordings doesn’t answer. Try again in a minute, or ask your Podshell administrator to check the server log.',
          { cause: error },
        ),
        { retryAfterSeconds: RETRY_AFTER_SECONDS },
      );
    }
  }
}

function fits(meta: StoredMeta, { context, namespace, pod, user, from, to }: RecordingQuery): boolean {
  return (
    (context === undefined || meta.context === context) &&
    (namespace === undefined || meta.namespace === namespace) &&
    (pod === undefined || meta.pod === pod) &&
    (user === undefined || meta.user === user) &&
    (from === undefined || meta.startedAt >= from) &&
    (to === undefined || meta.startedAt < to)
  );
}

function fileOf(
  meta: RecordingMeta,
  { size, read }: AgeFile,
  wish: RangeWish | undefined,
  isSealed: boolean,
): RecordingFile {
  const range = rangeIn(wish, size);
  if (range === undefined) {
    throw Object.assign(
      new PodshellError(
        'range-not-satisfiable',
        `The recording has ${size} bytes. Ask for a range within them.`,
      ),
      { size },
    );
  }
  return { meta, size, isSealed, ...range, bytes: read(range.from, range.to) };
}

function encrypted(): PodshellError {
  return new PodshellError(
    'recording-encrypted',
    'This recording is encrypted, and this server doesn’t have the key. Download the encrypted file and open it with age.',
  );
}

function unfinished(options?: ErrorOptions): PodshellError {
  return new PodshellError(
    'recording-unfinished',
    'The shell is still running or its server crashed, so the whole recording is not stored yet. Try again after the shell has ended.',
    options,
  );
}

function incomplete(): PodshellError {
  return new PodshellError(
    'recording-incomplete',
    'This recording has no file: the bucket aborted its upload, or the server lost track of the upload in a power failure. Ask your Podshell administrator to check the server log and the bucket’s lifecycle rules.',
  );
}

function unlessUnreachable(error: unknown): undefined {
  if (isPodshellError(error) && error.code === 'replica-unreachable') return undefined;
  throw error;
}

async function drained(chunks: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of chunks);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown';
}

async function* inGroups<T>(
  values: AsyncIterable<T>,
  size: number,
): AsyncGenerator<readonly T[], void, undefined> {
  let group: T[] = [];
  for await (const value of values) {
    group.push(value);
    if (group.length < size) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}
