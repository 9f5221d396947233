/** The recordings of this server's shells: whether a shell is recorded, from its request to its end. */

import type { RecordedAs } from '#protocol/messages.ts';
import { PodshellError } from '#protocol/problem.ts';
import type { CastHeader } from '#protocol/recording/recording-header.ts';
import type { Caller, Clock, Logger } from '#server/ports.ts';
import type { KeptOutput } from '#server/terminal/output/scrollback.ts';
import type { ShellTarget, TerminalSize } from '#server/terminal/ports.ts';
import { RawReader } from '#server/terminal/reader/raw-reader.ts';
import type { Reader, ReaderHold } from '#server/terminal/reader/reader.ts';
import type { SessionEnd, SessionObserver } from '#server/terminal/session-observer.ts';
import { Backlog } from './backlog.ts';
import { ChunkMemory } from './cast/chunk-memory.ts';
import type { Signer } from './cast/signing.ts';
import { CommandMarkers } from './command-markers.ts';
import { gapNotice, lostNotice, type RecordingNotice, recordingFailed, startNotice } from './notices.ts';
import type { OpenedRecording, RecordingFigures, Shipper, StoredMeta } from './ports.ts';
import { Recorder } from './recorder.ts';
import { completeLeftOvers } from './spool/left-overs.ts';
import type { Spool } from './spool/spool.ts';

/** A shell that its user may have. */
export interface RecordableShell {
  readonly shellId: string;
  readonly caller: Caller;
  readonly target: ShellTarget;
  /** Program and arguments; undefined: the shell that the container has. */
  readonly command: readonly string[] | undefined;
}

/** What recording needs of a session. */
export interface RecordedSession {
  follow(create: (output: KeptOutput) => Reader): ReaderHold;
  notify(notice: RecordingNotice): void;
  expire(expiry: ReturnType<typeof recordingFailed>): void;
}

export interface RecordedShellsOptions {
  /** Undefined: not at all. */
  readonly modeOf: (caller: Caller, target: ShellTarget) => RecordedAs | undefined;
  readonly spool: Spool;
  readonly shipper: Shipper;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly signer: Signer | undefined;
  /** Of this run of the server. */
  readonly replica: string;
  readonly isEncrypted: boolean;
  /** What may wait for the disk; undefined: as much as is usual. */
  readonly backlog?: Backlog | undefined;
  /** Groups that may read every recording, for the notice. */
  readonly readers: readonly string[];
}

/** A shell that is recorded, from its request on. */
interface Recorded {
  readonly opened: OpenedRecording;
  readonly session: RecordedSession | undefined;
  readonly recorder: Recorder | undefined;
  readonly hold: ReaderHold | undefined;
}

/** How long the end of a shell waits for what was not read yet of its output, in milliseconds. */
const LAST_READ_MS = 2000;

/** Between two notices of the same loss, in milliseconds. */
const LOSS_NOTICE_MS = 60_000;

const TERM = 'xterm-256color';

export class RecordedShells {
  readonly #options: RecordedShellsOptions;
  readonly #recorded = new Map<string, Recorded>();
  /** Ends recordings whose shell has ended, and of which something was not read yet. */
  readonly #finishes = new Set<() => void>();
  /** Recordings that have ended and whose end the spool does not have yet. */
  readonly #ending = new Set<Recorder>();
  readonly #memory = new ChunkMemory();
  readonly #backlog: Backlog;
  readonly #stopListening: () => void;

  constructor(options: RecordedShellsOptions) {
    this.#options = options;
    this.#backlog = options.backlog ?? new Backlog();
    this.#stopListening = options.shipper.onHealth((id, { kind }) => {
      if (kind === 'ok') return;
      this.#fail(id);
      const recorded = this.#recorded.get(id);
      if (kind === 'lost' && recorded?.opened.isStrict === false) recorded.session?.notify(lostNotice());
    });
  }

  get figures(): RecordingFigures {
    const { shipper, spool } = this.#options;
    return { ...shipper.figures, spoolBytes: spool.storedBytes };
  }

  /** Completes what a run before has left, and sends it. Never rejects. */
  recover(): Promise<void> {
    return completeLeftOvers(this.#options);
  }

  /**
   * A shell was requested. Before it is opened, the store has taken a first write if it must.
   * @throws PodshellError `recording-unavailable`
   */
  async admit(shell: RecordableShell): Promise<RecordedAs | undefined> {
    const { caller, shellId, target } = shell;
    const mode = this.#options.modeOf(caller, target);
    if (mode === undefined) return undefined;
    const opened = { meta: this.#metaOf(shell), isStrict: mode === 'strict' };
    if (mode === 'strict') await this.#openStrict(opened);
    this.#recorded.set(shellId, { opened, session: undefined, recorder: undefined, hold: undefined });
    return mode;
  }

  /** The shell of {@link admit} is not opened. */
  async dropped(shellId: string): Promise<void> {
    const recorded = this.#recorded.get(shellId);
    this.#recorded.delete(shellId);
    if (recorded?.opened.isStrict) await this.#drop(shellId);
  }

  /** The shell has a session. */
  follow(shellId: string, session: RecordedSession): void {
    const recorded = this.#recorded.get(shellId);
    if (recorded === undefined) return;
    this.#recorded.set(shellId, { ...recorded, session });
    // Since it was admitted, when there was no session to end.
    if (this.#options.shipper.health(shellId).kind !== 'ok') this.#fail(shellId);
  }

  /** Learns of the shell's start and end; the end's hash is told to `inner`, which learns everything as before. */
  observe(shellId: string, inner: SessionObserver): SessionObserver {
    return {
      onBound: (how, connection) => inner.onBound(how, connection),
      onStarted: (name, marks) => {
        inner.onStarted(name, marks);
        this.#start(shellId, name, marks);
      },
      onRefused: (code) => {
        inner.onRefused(code);
        void this.dropped(shellId);
      },
      onEnded: (end) => this.#end(shellId, end, inner),
    };
  }

  /** Writes the ends of all recordings to the spool, for the shipper to send. The sessions have ended. */
  async flush(): Promise<void> {
    this.#stopListening();
    for (const finish of this.#finishes) finish();
    await Promise.all([...this.#ending].map((recorder) => recorder.dispose()));
    await Promise.allSettled([...this.#ending].map((recorder) => recorder.closed));
  }

  /** The shipper has stopped. */
  dispose(): Promise<void> {
    return this.#options.spool.dispose();
  }

  async #openStrict(opened: OpenedRecording): Promise<void> {
    const { logger, shipper, spool } = this.#options;
    const { id } = opened.meta;
    try {
      await spool.open(opened);
      await shipper.opened(opened);
    } catch (error) {
      logger.warn({ shellId: id, err: error }, 'Shell refused: its recording has no store');
      await this.#drop(id);
      throw new PodshellError(
        'recording-unavailable',
        'Shells here must be recorded, and the store of recordings does not answer. Try again later, or ask your administrator to check the server log.',
        { cause: error },
      );
    }
  }

  async #drop(id: string): Promise<void> {
    this.#options.shipper.dropped(id);
    await this.#options.spool.remove(id).catch(() => {});
  }

  #start(shellId: string, shell: string, marks: string | undefined): void {
    const recorded = this.#recorded.get(shellId);
    const session = recorded?.session;
    if (recorded === undefined || session === undefined || recorded.recorder !== undefined) return;
    const { clock, logger, readers, shipper, signer, spool } = this.#options;
    const { isStrict } = recorded.opened;
    const meta = { ...recorded.opened.meta, startedAt: clock.now() };
    const opened = { meta, isStrict };
    let reader: RawReader | undefined;
    let lastLossNotice = Number.NEGATIVE_INFINITY;
    const onLoss = () => {
      if (isStrict) {
        this.#fail(shellId);
        return;
      }
      if (clock.now() - lastLossNotice < LOSS_NOTICE_MS) return;
      lastLossNotice = clock.now();
      session.notify(gapNotice());
    };
    const recorder = new Recorder({
      opened,
      spool,
      shipper,
      clock,
      logger,
      memory: this.#memory,
      backlog: this.#backlog,
      signer,
      isOpen: isStrict,
      header: (size) => headerOf(meta, { shell, marks, size, signer }),
      onDrained: () => {
        reader?.drained();
        hold.wake();
      },
      onLoss,
      onFailed: onLoss,
    });
    const hold = session.follow((output) => {
      reader = new RawReader(output, marks === undefined ? recorder : new CommandMarkers(recorder, marks));
      return reader;
    });
    this.#recorded.set(shellId, { opened, session, recorder, hold });
    // After the session's own answer to the start: `bound` comes first.
    clock.soon(() => session.notify(startNotice(readers)));
  }

  /** A strict recording has failed: its shell ends. */
  #fail(shellId: string): void {
    const recorded = this.#recorded.get(shellId);
    if (!recorded?.opened.isStrict) return;
    this.#options.logger.warn({ shellId }, 'Shell ended: its recording failed');
    const { clock } = this.#options;
    // Later: this may be in the middle of a call of the session to its readers.
    clock.soon(() => recorded.session?.expire(recordingFailed()));
  }

  #end(shellId: string, end: SessionEnd, inner: SessionObserver): void {
    const recorded = this.#recorded.get(shellId);
    const { clock } = this.#options;
    if (recorded?.recorder === undefined) {
      inner.onEnded(end);
      void this.dropped(shellId);
      return;
    }
    const { hold, recorder } = recorded;
    const finish = (): void => {
      if (!this.#finishes.delete(finish)) return;
      cancel();
      this.#recorded.delete(shellId);
      hold?.leave();
      const { hash, kept } = recorder.finish(end.cause, end.exitCode, end.bytesOut);
      this.#ending.add(recorder);
      void kept.finally(() => this.#ending.delete(recorder));
      inner.onEnded({ ...end, recordingHash: hash });
    };
    this.#finishes.add(finish);
    const cancel = clock.after(LAST_READ_MS, finish);
    recorder.onRead = finish;
    if (recorder.isRead) finish();
  }

  #metaOf({ caller, command, shellId, target }: RecordableShell): StoredMeta {
    return {
      id: shellId,
      ...target,
      user: caller.displayName,
      userId: caller.userId,
      replica: this.#options.replica,
      command,
      startedAt: this.#options.clock.now(),
      durationMs: 0,
      bytes: 0,
      outputBytes: 0,
      gapBytes: 0,
      signed: this.#options.signer !== undefined,
      encrypted: this.#options.isEncrypted,
      state: 'live',
    };
  }
}

function headerOf(
  { command, container, context, id, namespace, pod, startedAt, user }: StoredMeta,
  {
    shell,
    marks,
    size: { cols, rows },
    signer,
  }: {
    readonly shell: string;
    readonly marks: string | undefined;
    readonly size: TerminalSize;
    readonly signer: Signer | undefined;
  },
): CastHeader {
  return {
    version: 3,
    term: { cols, rows, type: TERM },
    timestamp: Math.floor(startedAt / 1000),
    title: `${namespace}/${pod} (${container})`,
    ...(command === undefined ? {} : { command: command.join(' ') }),
    env: { SHELL: shell, TERM },
    podshell: {
      format: 1,
      id,
      context,
      namespace,
      pod,
      container,
      user,
      startedAt,
      chain: 'sha256',
      ...(marks === undefined ? {} : { marks }),
      ...(signer === undefined ? {} : { key: signer.publicKey }),
    },
  };
}
