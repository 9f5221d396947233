/** What the parts of recording know of each other: the recorder with its spool, the shipper, the store. */

import type { RecordingMeta } from '#protocol/recording/recording-meta.ts';

/** As it lies in the store, with what browsers do not see. */
export interface StoredMeta extends RecordingMeta {
  /** Whose it is: `Caller.userId`. */
  readonly userId: string;
  /** The run of the server that makes it: `Replica.id`. */
  readonly replica: string;
  /** When a live one was written last, in milliseconds since the epoch. */
  readonly heardAt?: number | undefined;
}

/** A recording that begins, or goes on after a restart. */
export interface OpenedRecording {
  readonly meta: StoredMeta;
  /** A store that fails ends the shell: it is asked all the time, and `health` fails with the first refusal. */
  readonly isStrict: boolean;
  /**
   * After a restart: so many bytes are as the run before has written them. It may have sent more, which the disk has lost.
   * Undefined: all. 0: the disk has nothing that can be put together, and what the store has is all that is left.
   */
  readonly sameBytes?: number | undefined;
}

/** How far a recording has grown. */
export type RecordingProgress = Partial<
  Pick<RecordingMeta, 'durationMs' | 'outputBytes' | 'gapBytes' | 'hash'>
> & {
  /** Size of the `.cast` file in the spool, up to a whole chunk. Only these bytes are sent. */
  readonly bytes: number;
};

export type RecordingHealth =
  | { readonly kind: 'ok' }
  /** The store takes nothing since then (milliseconds since the epoch). `reason` is fit for the log: no secret. */
  | { readonly kind: 'failing'; readonly since: number; readonly reason: string }
  /** The store has lost what the spool does not have any more: the recording can never be whole. `reason` as above. */
  | { readonly kind: 'lost'; readonly reason: string };

/** How many recordings there are on their way, and what has gone out. */
export interface ShippingFigures {
  /** Their shells run. */
  readonly live: number;
  /** Their shells have ended, and the store does not have all of them yet. */
  readonly waiting: number;
  /** Of both, those that the store does not take. */
  readonly failing: number;
  /** Bytes that the store has taken since the server started, as it keeps them. */
  readonly sentBytes: number;
}

/** For metrics. */
export interface RecordingFigures extends ShippingFigures {
  /** What the spool takes of the disk. */
  readonly spoolBytes: number;
}

/** Sends recordings from the spool to the store while they grow. Nothing that it does can hold up a shell. */
export interface Shipper {
  /**
   * A recording begins, or was found in the spool of a run before, where it goes on from what the store has. Resolves when
   * the store has taken a first write. Waiting is for strict recordings; the shipper goes on trying either way.
   * @throws StoreError when the store does not take it in time; then say `dropped` for a shell that must not open
   */
  opened(recording: OpenedRecording): Promise<void>;
  /** More is in the spool. Cheap: may be called for every chunk. */
  grew(id: string, progress: RecordingProgress): void;
  /** The file in the spool is whole. It is removed from there once the store has all of it. */
  closed(id: string, final: StoredMeta): void;
  /** There is nothing to keep: what the store has of it goes. */
  dropped(id: string): void;
  /** `ok` for what it does not know. */
  health(id: string): RecordingHealth;
  /** Called whenever the kind of a recording's health changes. Returns what ends it. */
  onHealth(listener: (id: string, health: RecordingHealth) => void): () => void;
  readonly figures: ShippingFigures;
  /** Sends what it can within a short time. What is left lies in the spool for the next run. */
  dispose(): Promise<void>;
}

/** What the shipper, and replay of a live recording, need of the spool. The recorder implements it. */
export interface SpoolReader {
  /** Where the spool's files are, on this machine's disk. The shipper adds `ID.ship.json`. */
  readonly directory: string;
  /**
   * The bytes of the `.cast` file from `from` to `to` (exclusive), plain, however they lie on the disk.
   * @throws Error when they are not there
   */
  read(id: string, from: number, to: number): AsyncIterable<Uint8Array>;
  /** As `read`, into memory that is filled: as many bytes as it has. */
  readInto(id: string, from: number, memory: Uint8Array): Promise<void>;
  /** Bytes of the recording's `.cast` file up to its last whole chunk; undefined: there is no such recording here. */
  size(id: string): number | undefined;
  /** Where the oldest byte is that is still here; undefined: there is no such recording here. */
  start(id: string): number | undefined;
  /**
   * The store keeps everything before `bytes`: it may leave the spool where that needs room. Less than before: the store has
   * lost the rest.
   */
  shipped(id: string, bytes: number): void;
  /**
   * Gives the store the very file of a recording, where that is one file of plain bytes. From then on it grows in both, and
   * takes no room of the spool.
   * @param link gives the file a name in the store; false: it cannot
   * @returns whether the store has the file
   * @throws what `link` throws
   */
  share(id: string, link: (file: string) => Promise<boolean>): Promise<boolean>;
  /** The store has all of it, or nobody wants it: it leaves the spool. */
  remove(id: string): Promise<void>;
}

/** Why a store has not done something. The message is one sentence for the log and holds no secret. */
export class StoreError extends Error {
  readonly kind: StoreErrorKind;

  constructor(kind: StoreErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreError';
    this.kind = kind;
  }
}

export type StoreErrorKind =
  /** There is no such object, or it seems so: a directory that is not mounted and a proxy say the same. */
  | 'not-found'
  /** The store has certainly thrown away the upload that was begun: what it had of it is lost. */
  | 'upload-gone'
  /** It has refused: wrong keys, missing rights, a bucket that does not exist. */
  | 'refused'
  | 'full'
  /** No connection, no answer in time, or an answer that asks to come again. */
  | 'unavailable';

/** What was asked for is not there, or not any more. */
export function isMissing(error: unknown): error is StoreError {
  return error instanceof StoreError && (error.kind === 'not-found' || error.kind === 'upload-gone');
}

/** Keeps objects by key. Every method may be tried again after a StoreError, with the same arguments. */
export interface Store {
  /** For the log: where it is, without secrets. */
  readonly name: string;
  /**
   * Begins an object that becomes visible when it is complete, or goes on with one.
   * @param state what {@link StoreWriter.state} has said before a restart
   * @param sameBytes of what was written then, so many bytes are to stay at most; undefined: all
   * @throws StoreError `not-found` or `upload-gone` when the upload of `state` has gone
   */
  writer(key: string, state?: WriterState, sameBytes?: number): Promise<StoreWriter>;
  /**
   * Begins an object with a file of this machine, which then is the object, whatever is written to it later. Absent: the
   * store is none of files.
   * @param file its path
   * @returns undefined where the file cannot be in the store, which lies on another disk
   */
  link?(key: string, file: string): Promise<LinkedObject | undefined>;
  /**
   * Writes a small object whole. It replaces an older one at once.
   * @param limitMs how long it may take, in milliseconds, instead of the store's own limit
   */
  put(key: string, bytes: Uint8Array, limitMs?: number): Promise<void>;
  /**
   * @param from first byte
   * @param to exclusive; undefined: to the end
   * @throws StoreError, also while it is read
   */
  read(key: string, from?: number, to?: number): Promise<StoredObject>;
  /** The keys of the objects in the folder `prefix` (with a slash at its end), in ascending order. */
  keys(prefix: string): Promise<readonly string[]>;
  /** The names of the folders in the folder `prefix`, in ascending order. */
  folders(prefix: string): Promise<readonly string[]>;
  /** What is not there counts as deleted. */
  delete(key: string): Promise<void>;
}

export interface StoredObject {
  /** Of the whole object. */
  readonly size: number;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** An object that is a file of this machine as well. */
export interface LinkedObject {
  /**
   * Nothing more is written: makes the object visible.
   * @param bytes the size that it must have
   * @throws StoreError: call it again; `not-found` when it has gone or has another size
   */
  complete(bytes: number): Promise<void>;
  /** It leaves the store. */
  abort(): Promise<void>;
}

/** Plain JSON. */
export type WriterState = Readonly<Record<string, unknown>>;

/** An object that is written in pieces. One call at a time. */
export interface StoreWriter {
  /** Fewer bytes than these, unless they are the last ones, are better given later. */
  readonly partBytes: number;
  /** Bytes that the store keeps even if this process is killed now, given {@link StoreWriter.state}. */
  readonly kept: number;
  /** What a later process needs to go on at `kept`; undefined: it begins anew. */
  readonly state: WriterState | undefined;
  /** Takes the bytes, all or none. @throws StoreError: give the same bytes again */
  append(bytes: Uint8Array): Promise<void>;
  /** Everything has been given: makes the object visible. @throws StoreError: call it again */
  complete(): Promise<void>;
  /** Nothing of it stays. */
  abort(): Promise<void>;
}
