/** Recordings that callers read: limits, the audit log, and an end with the sign-in. */

import { MAX_OPEN_RECORDINGS } from '#protocol/limits.ts';
import { PodshellError } from '#protocol/problem.ts';
import type { RecordingFile, RecordingFileWish } from '#protocol/recording/recording-file.ts';
import type { RecordingMeta } from '#protocol/recording/recording-meta.ts';
import type { AuditFields } from '../audit/events.ts';
import { CountedLimit } from '../counted-limit.ts';
import type { Caller, Clock, Logger } from '../ports.ts';
import type { Archive } from '../recording/archive/archive.ts';
import { StoreError } from '../recording/ports.ts';
import { releasedAtEnd } from './pod-logs.ts';
import { whileSignedIn } from './while-signed-in.ts';

export interface RecordingReadsOptions {
  readonly archive: Pick<Archive, 'open'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Resolves when the audit log can be written. @throws Error when it cannot */
  readonly auditable: () => Promise<void>;
  /** The caller reads a recording: for auditors. */
  readonly onRead: (fields: AuditFields) => void;
}

/** A player that seeks asks for a hundred parts of a file: they are one reading. */
const ONE_READING_MS = 10 * 60 * 1000;
const MOST_READINGS = 1000;

export class RecordingReads {
  readonly #options: RecordingReadsOptions;
  readonly #open = new CountedLimit(MAX_OPEN_RECORDINGS);
  /** When a reading has got its line, by reader and recording; the oldest first. */
  readonly #readings = new Map<string, number>();

  constructor(options: RecordingReadsOptions) {
    this.#options = options;
  }

  /** As `Runtime.recordingFile`. */
  async open(
    caller: Caller,
    id: string,
    wish: RecordingFileWish,
    signal: AbortSignal,
  ): Promise<RecordingFile> {
    const release = this.#open.take(caller.userId);
    if (release === undefined) {
      throw new PodshellError(
        'too-many-requests',
        `You are reading ${MAX_OPEN_RECORDINGS} recordings, which is the limit for one user. Close some Podshell windows.`,
      );
    }
    signal.addEventListener('abort', release, { once: true });
    try {
      const file = await this.#options.archive.open(caller, id, wish);
      await this.#note(caller, file.meta);
      const bytes = whileSignedIn(caller, signal, (end) => this.#followed(file, end));
      return { ...file, bytes: releasedAtEnd(bytes, release) };
    } catch (error) {
      release();
      throw error;
    }
  }

  /** Nobody reads what no auditor can know of. */
  async #note({ userId }: Caller, meta: RecordingMeta): Promise<void> {
    const { auditable, clock, onRead } = this.#options;
    const key = JSON.stringify([userId, meta.id]);
    const noted = this.#readings.get(key);
    if (noted !== undefined && clock.now() - noted < ONE_READING_MS) return;
    await auditable().catch((cause: unknown) => {
      const detail =
        'Podshell shows no recordings while its audit log cannot be written. Ask its administrator to check the server log.';
      throw new PodshellError('audit-unavailable', detail, { cause });
    });
    const { context, namespace, pod, container, id: shellId } = meta;
    onRead({ context, namespace, pod, container, shellId });
    this.#readings.delete(key);
    this.#readings.set(key, clock.now());
    const [oldest] = this.#readings.keys();
    if (this.#readings.size > MOST_READINGS && oldest !== undefined) this.#readings.delete(oldest);
  }

  async *#followed(
    { bytes, meta }: RecordingFile,
    signal: AbortSignal,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for await (const piece of bytes) {
        if (signal.aborted) return;
        yield piece;
      }
    } catch (error) {
      const reason = error instanceof StoreError ? error.message : undefined;
      this.#options.logger.warn({ shellId: meta.id, reason }, 'A recording broke off while it was read');
      throw error;
    }
  }
}
