/** What the runtime needs of recordings, and what they need of the rest of the server. */

import type { RecordingFile, RecordingFileWish } from '#protocol/recording/recording-file.ts';
import type { RecordingList, RecordingMeta, RecordingQuery } from '#protocol/recording/recording-meta.ts';
import type { AuditFields } from '../audit/events.ts';
import type { Settings } from '../config/settings.ts';
import type { Peers } from '../peers/ports.ts';
import type { Caller, Clock, Logger } from '../ports.ts';

/** What the runtime is asked for. */
export interface RecordingsDoor {
  /** As `Runtime.recordings`. */
  list(caller: Caller, query: RecordingQuery): Promise<RecordingList>;
  /** As `Runtime.recording`. */
  find(caller: Caller, id: string): Promise<RecordingMeta>;
  /** As `Runtime.recordingFile`. */
  open(caller: Caller, id: string, wish: RecordingFileWish, signal: AbortSignal): Promise<RecordingFile>;
}

export interface RecordingsOptions {
  readonly settings: Settings;
  /** Has the keys of S3. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly peers: Peers;
  /** Resolves when the audit log can be written. @throws Error when it cannot */
  readonly auditable: () => Promise<void>;
  /** The sender of the request that is being answered reads a recording: for auditors. */
  readonly onRead: (fields: AuditFields) => void;
}
