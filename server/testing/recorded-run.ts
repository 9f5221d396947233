/** A server's run that records shells, on fakes but for the disk. */

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, vi } from 'vitest';
import type { RecordedAs } from '#protocol/messages.ts';
import { CastReader } from '#protocol/recording/cast-reader.ts';
import { RECORDED_SHELL } from '#protocol/recording/testing/recorded-shell.ts';
import type { Backlog } from '#server/recording/backlog.ts';
import { RecordedShells } from '#server/recording/recorded-shells.ts';
import { Spool, SpoolFullError } from '#server/recording/spool/spool.ts';
import { newSigner } from '#server/recording/testing/cast-fixture.ts';
import { FakeShipper } from '#server/recording/testing/fake-shipper.ts';
import { CastVerifier, type Verdict } from '#server/recording/verify/cast-verifier.ts';
import type { SessionEnd } from '#server/terminal/session-observer.ts';
import type { FakeConnection } from '#server/terminal/testing/fake-connection.ts';
import { ALICE, TerminalRoom } from '#server/terminal/testing/terminal-room.ts';
import { RecordingLogger } from './recording-logger.ts';

/** Of the shell that a run opens, and its recording. */
export const { id: ID } = RECORDED_SHELL;
const { context, namespace, pod, container } = RECORDED_SHELL;
export const TARGET = { context, namespace, pod, container };
const signer = newSigner();

/** A spool whose disk a test fills or holds up. */
class TestSpool extends Spool {
  isFull = false;
  /** What every write waits for. */
  disk = Promise.resolve();

  override async append(id: string, ...chunks: readonly Buffer[]): Promise<void> {
    await this.disk;
    if (this.isFull) throw new SpoolFullError();
    await super.append(id, ...chunks);
  }
}

let root: string;
const runs: Run[] = [];

/** Each test of the file has a folder of its own, and its runs end with it. Call it once, outside of the tests. */
export function cleanUpRuns(): void {
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'podshell-recorded-'));
  });
  afterEach(async () => {
    for (const { recorded, spool } of runs.splice(0)) {
      await recorded.flush();
      await spool.dispose();
    }
    await rm(root, { recursive: true });
  });
}

export interface RunOptions {
  readonly lives?: boolean;
  readonly scrollbackBytes?: number;
  readonly backlog?: Backlog;
}

export class Run {
  readonly shipper = new FakeShipper();
  readonly ended: SessionEnd[] = [];
  readonly spool: TestSpool;
  readonly recorded: RecordedShells;
  readonly room: TerminalRoom;

  constructor(
    mode: RecordedAs | undefined,
    { lives = false, scrollbackBytes = 1024, backlog }: RunOptions = {},
  ) {
    const own = `run-${runs.length}`;
    runs.push(this);
    this.spool = new TestSpool({
      root,
      own,
      isGone: (name) => !lives && name !== own,
      maxBytes: 4 * 1024 * 1024,
    });
    this.recorded = new RecordedShells({
      modeOf: () => mode,
      spool: this.spool,
      shipper: this.shipper,
      clock: {
        now: () => this.room.clock.now(),
        after: (ms, call) => this.room.clock.after(ms, call),
        soon: (call) => this.room.clock.soon(call),
      },
      logger: new RecordingLogger(),
      signer,
      replica: 'web-1',
      isEncrypted: false,
      readers: ['auditors'],
      backlog,
    });
    this.room = new TerminalRoom(
      { scrollbackBytes },
      {
        observe: (shellId) =>
          this.recorded.observe(shellId, {
            onBound() {},
            onStarted() {},
            onRefused() {},
            onEnded: (end) => this.ended.push(end),
          }),
        onIssued: (shellId, session) => this.recorded.follow(shellId, session),
      },
    );
  }

  /** A recorded shell whose process is up. */
  async open(marks?: string): Promise<{ readonly sessionId: string; readonly connection: FakeConnection }> {
    const sessionId = await this.issue();
    const connection = this.room.bind(sessionId, { Cols: 80, Rows: 24, Writer: 'w' });
    this.room.backend.stream.sink.onStarted('bash', undefined, marks);
    this.room.clock.settle();
    return { sessionId, connection };
  }

  async issue(): Promise<string> {
    const shell = { shellId: ID, caller: ALICE, target: TARGET, command: undefined };
    const recording = await this.recorded.admit(shell);
    const { sessionId } = this.room.registry.issue({ ...shell, address: '', shell: undefined, recording });
    return sessionId;
  }

  /** Everything in the test's folder. */
  async files(): Promise<string[]> {
    return await readdir(root, { recursive: true });
  }

  get stream() {
    return this.room.backend.stream;
  }

  async file(): Promise<string> {
    const pieces: Uint8Array[] = [];
    for await (const piece of this.spool.read(ID, 0, this.spool.size(ID) ?? 0)) pieces.push(piece);
    return Buffer.concat(pieces).toString();
  }

  async verdict(): Promise<Verdict> {
    const verifier = new CastVerifier(signer.publicKey);
    verifier.push(Buffer.from(await this.file()));
    return verifier.end();
  }

  async events(): Promise<string[]> {
    const items = new CastReader().push(await this.file());
    return items.flatMap((item) => (item.kind === 'event' ? [`${item.code} ${item.data}`] : []));
  }

  /** Waits until the spool has the end, while the clock goes on. */
  async closed() {
    return await vi.waitFor(
      () => {
        this.room.clock.advance(100);
        const { final } = this.shipper.recordings.get(ID) ?? {};
        if (final === undefined) throw new Error('not closed yet');
        return final;
      },
      { interval: 2 },
    );
  }

  async shellEnded(): Promise<SessionEnd> {
    return await vi.waitFor(
      () => {
        this.room.clock.advance(100);
        const [end] = this.ended;
        if (end === undefined) throw new Error('not ended yet');
        return end;
      },
      { interval: 2 },
    );
  }
}
