/** What is known of a recording beside its bytes, as routes answer it and as it lies beside the file in the store. */

import { z } from 'zod';

/**
 * `live`: the shell runs and the recording grows. `complete`: it ends with the shell's end. `cut-short`: the server that
 * made it was killed, so that what came after its last lines is missing. `incomplete`: the store has lost its beginning, so
 * that there is no file.
 */
export type RecordingState = 'live' | 'complete' | 'cut-short' | 'incomplete';

/** One recording. Sizes are of the plain `.cast` file, however it is stored. */
export interface RecordingMeta {
  /** The shell's `shellId`, as in the audit log: a UUID of version 7, whose time is when the shell was asked for. */
  readonly id: string;
  readonly context: string;
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  /** The name of the user whose shell it was, for people. */
  readonly user: string;
  /** Program and arguments; undefined: the shell that the container has. */
  readonly command?: readonly string[] | undefined;
  /** When the recording begins, in milliseconds since the epoch. */
  readonly startedAt: number;
  /** From its beginning to its last event; of a live one, to the newest that is known. */
  readonly durationMs: number;
  /** Size of the `.cast` file, as far as it is known. */
  readonly bytes: number;
  /** Bytes that the process has written, those in gaps included. */
  readonly outputBytes: number;
  /** Bytes of output that are missing. */
  readonly gapBytes: number;
  /** Null where it is unknown; undefined while the shell runs. */
  readonly exitCode?: number | null | undefined;
  /** Why it ended, as in the audit line of the shell's end, or `server-stopped`; undefined while it grows. */
  readonly cause?: string | undefined;
  /** Head of the hash chain, in hexadecimal; undefined before the first chunk. */
  readonly hash?: string | undefined;
  /** Whether the end is signed. */
  readonly signed: boolean;
  /** Whether the stored file is encrypted. */
  readonly encrypted: boolean;
  readonly state: RecordingState;
  /**
   * What has lost a part of it. Of an incomplete one, its beginning: `upload-aborted`, by the store, or `upload-forgotten`, by the
   * server's disk. Of one that is cut short, its end: `power-failure`.
   */
  readonly lostBy?: string | undefined;
}

/** Reads what a store has, also of a later version that says more. */
export const recordingMetaSchema = z.object({
  id: z.string(),
  context: z.string(),
  namespace: z.string(),
  pod: z.string(),
  container: z.string(),
  user: z.string(),
  command: z.array(z.string()).optional(),
  startedAt: z.number(),
  durationMs: z.number(),
  bytes: z.number(),
  outputBytes: z.number(),
  gapBytes: z.number(),
  exitCode: z.number().nullable().optional(),
  cause: z.string().optional(),
  hash: z.string().optional(),
  signed: z.boolean(),
  encrypted: z.boolean(),
  state: z.enum(['live', 'complete', 'cut-short', 'incomplete']),
  lostBy: z.string().optional(),
}) satisfies z.ZodType<RecordingMeta>;

/** The answer to `GET /api/recordings`: newest first. */
export interface RecordingList {
  /**
   * May hold few, or none at all, although there are more: a request looks through so many recordings and no further. Only
   * without `cursor` is the list at its end.
   */
  readonly items: readonly RecordingMeta[];
  /** For the next page. */
  readonly cursor?: string | undefined;
}

/** Filters of `GET /api/recordings`. Names are whole names. */
export interface RecordingQuery {
  readonly context?: string | undefined;
  readonly namespace?: string | undefined;
  readonly pod?: string | undefined;
  readonly user?: string | undefined;
  /** Began at this time or later, in milliseconds since the epoch. */
  readonly from?: number | undefined;
  /** Began before this time, in milliseconds since the epoch. */
  readonly to?: number | undefined;
  /** As the page before has answered it. */
  readonly cursor?: string | undefined;
}
