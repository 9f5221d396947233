import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RecordedAs } from '#protocol/messages.ts';
import { CastReader } from '#protocol/recording/cast-reader.ts';
import type { SessionEnd } from '#server/terminal/session-observer.ts';
import type { FakeConnection } from '#server/terminal/testing/fake-connection.ts';
import { ALICE, TerminalRoom } from '#server/terminal/testing/terminal-room.ts';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import { Backlog } from './backlog.ts';
import { RecordedShells } from './recorded-shells.ts';
import { Spool, SpoolFullError } from './spool/spool.ts';
import { newSigner } from './testing/cast-fixture.ts';
import { FakeShipper } from './testing/fake-shipper.ts';
import { CastVerifier, type Verdict } from './verify/cast-verifier.ts';

const ID = '0199e5a6-7a10-7c1e-9d0b-1f2e3d4c5b6a';
const TARGET = { context: 'demo', namespace: 'team-a', pod: 'debian', container: 'main' };
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

interface RunOptions {
  readonly lives?: boolean;
  readonly scrollbackBytes?: number;
  readonly backlog?: Backlog;
}

/** One run of a server, on fakes but for the disk. */
class Run {
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
      { timeout: 10_000, interval: 2 },
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
      { timeout: 10_000, interval: 2 },
    );
  }
}

describe.each<RecordedAs>(['best-effort', 'strict'])('a shell that is recorded %s', (mode) => {
  test('has all that it printed in one file, whose head is in the audit line', async () => {
    const run = new Run(mode);
    const { connection } = await run.open();
    expect(connection.last('bound')).toMatchObject({ Recording: mode });
    expect(connection.last('toast')).toMatchObject({
      Code: 'recording-started',
      Data: expect.stringContaining('You and auditors can replay the recording.'),
    });
    run.stream.output('hello é\r\n');
    connection.receive({ Op: 'resize', Cols: 100, Rows: 30 });
    connection.receive({ Op: 'stdin', Data: 'a secret' });
    run.room.clock.advance(500);
    run.stream.output(Buffer.from([0xff]));
    run.stream.exit(3);
    const final = await run.closed();
    expect(await run.events()).toEqual(['o hello é\r\n', 'r 100x30', 'o \ufffd', 'x 3']);
    expect(await run.file()).not.toContain('a secret');
    const verdict = await run.verdict();
    expect(verdict).toMatchObject({ findings: [], end: 'process-exited', outputBytes: 11 });
    expect(run.ended).toMatchObject([{ cause: 'process-exited', exitCode: 3, recordingHash: verdict.hash }]);
    expect(final).toMatchObject({
      state: 'complete',
      exitCode: 3,
      cause: 'process-exited',
      outputBytes: 11,
      gapBytes: 0,
      hash: verdict.hash,
      bytes: run.spool.size(ID),
      signed: true,
    });
  });

  test('goes on in the same recording after a drop and in another window', async () => {
    const run = new Run(mode);
    const { connection, sessionId } = await run.open();
    run.stream.output('one ');
    connection.drop();
    run.stream.output('two ');
    const again = run.room.bind(sessionId, { Cols: 80, Rows: 24 });
    expect(again.last('bound')).toMatchObject({ Recording: mode, Resumed: true });
    run.room.bind(sessionId, { Cols: 80, Rows: 24 });
    run.stream.output('three');
    await run.room.session(sessionId).end('closed-by-user');
    await run.closed();
    expect((await run.events()).filter((event) => event.startsWith('o')).join('')).toBe(
      'o one o two o three',
    );
    expect(run.ended).toMatchObject([{ cause: 'closed-by-user' }]);
    expect(await run.verdict()).toMatchObject({ findings: [], end: 'closed-by-user' });
  });

  test('has a marker where each command begins, if its shell marks them', async () => {
    const run = new Run(mode);
    await run.open('n0nce.7');
    const mark = '\u001b]133;C;podshell=n0nce.7;t=1.5\u0007';
    run.stream.output(`$ ls\r\n${mark}a b\r\n`);
    run.stream.exit(0);
    await run.closed();
    expect(await run.events()).toEqual([`o $ ls\r\n${mark}`, 'm podshell: command 1', 'o a b\r\n', 'x 0']);
    expect(JSON.parse((await run.file()).split('\n', 1)[0] ?? '')).toMatchObject({
      podshell: { marks: 'n0nce.7' },
    });
    expect(await run.verdict()).toMatchObject({ findings: [] });
  });

  test('that never starts leaves nothing', async () => {
    const run = new Run(mode);
    await run.issue();
    run.room.clock.advance(run.room.limits.bindTimeoutMs);
    await run.shellEnded();
    await vi.waitFor(async () =>
      expect(await readdir(root, { recursive: true })).not.toContain(`${ID}.json`),
    );
    expect(run.shipper.recordings.get(ID)?.dropped).toBe(mode === 'strict' ? true : undefined);
  });

  test('is written once a second while it runs', async () => {
    const run = new Run(mode);
    await run.open();
    run.stream.output('prompt$ ');
    await vi.waitFor(() => {
      run.room.clock.advance(1000);
      expect(run.spool.size(ID)).toBeGreaterThan(0);
    });
    expect(await run.events()).toEqual(['o prompt$ ']);
    expect(run.shipper.recordings.get(ID)?.progress).toMatchObject({
      outputBytes: 8,
      bytes: run.spool.size(ID),
    });
  });
});

test('a shell that no pattern fits is not recorded', async () => {
  const run = new Run(undefined);
  const { connection } = await run.open();
  expect(connection.last('bound')).not.toHaveProperty('Recording');
  expect(connection.messages.map(({ Op }) => Op)).toEqual(['bound']);
  run.stream.exit(0);
  expect(run.ended[0]).not.toHaveProperty('recordingHash');
  expect(run.shipper.recordings.size).toBe(0);
});

describe('best-effort', () => {
  test('a store that refuses or stalls does not hold up a shell', async () => {
    const run = new Run('best-effort');
    run.shipper.stalled = new Promise(() => {});
    const { connection } = await run.open();
    run.stream.output('works');
    run.shipper.fail(ID, run.room.clock.now());
    run.room.clock.settle();
    expect(connection.last('stdout')).toMatchObject({ Data: 'works' });
    expect(connection.closed).toBeUndefined();
    run.stream.exit(0);
    await run.closed();
  });

  test('a full spool loses output, which is counted, marked and told, and then the recording goes on', async () => {
    const backlog = new Backlog({ ownBytes: 1024 * 1024, sharedBytes: 0 });
    const run = new Run('best-effort', { backlog });
    const { connection, sessionId } = await run.open();
    run.stream.output('before ');
    await vi.waitFor(() => {
      run.room.clock.advance(1000);
      expect(run.spool.size(ID)).toBeGreaterThan(0);
    });
    run.spool.isFull = true;
    const line = Buffer.from(`${'x'.repeat(998)}\r\n`);
    for (let count = 0; count < 4000; count += 1) {
      run.stream.output(line);
      connection.receive({ Op: 'ack', Offset: run.room.session(sessionId).figures.bytesOut });
    }
    await vi.waitFor(() => {
      run.room.clock.advance(1000);
      expect(connection.last('toast')).toMatchObject({ Code: 'recording-gap', Level: 'warning' });
    });
    run.spool.isFull = false;
    await vi.waitFor(() => {
      run.room.clock.advance(1000);
      expect(run.spool.size(ID)).toBeGreaterThan(1_000_000);
    });
    run.room.clock.advance(5000);
    run.stream.output('after');
    run.stream.exit(0);
    const final = await run.closed();
    const verdict = await run.verdict();
    expect(verdict).toMatchObject({ findings: [], outputBytes: 4_000_012 });
    expect(verdict.gapBytes).toBeGreaterThan(0);
    expect(final.gapBytes).toBe(verdict.gapBytes);
    const events = await run.events();
    expect(events).toContain(`m podshell: ${verdict.gapBytes} bytes of output are missing`);
    expect(events.at(0)).toBe('o before ');
    expect(events.filter((event) => event.startsWith('o')).at(-1)).toMatch(/after$/);
  });
});

describe('strict', () => {
  test('without a store, no shell is opened', async () => {
    const run = new Run('strict');
    run.shipper.refusal = new Error('No such bucket');
    await expect(run.issue()).rejects.toMatchObject({ code: 'recording-unavailable' });
    expect(run.shipper.recordings.get(ID)?.dropped).toBe(true);
    expect(run.room.registry.size).toBe(0);
  });

  test('a shell waits for the first write of its store', async () => {
    const run = new Run('strict');
    const { promise, resolve } = Promise.withResolvers<void>();
    run.shipper.stalled = promise;
    const issuing = run.issue();
    await vi.waitFor(() => expect(run.shipper.recordings.has(ID)).toBe(true));
    expect(run.room.registry.size).toBe(0);
    resolve();
    await issuing;
    expect(run.room.registry.size).toBe(1);
  });

  test('a store that fails before the shell has a session ends it all the same', async () => {
    const run = new Run('strict');
    const shell = { shellId: ID, caller: ALICE, target: TARGET, command: undefined };
    const recording = await run.recorded.admit(shell);
    run.shipper.fail(ID, run.room.clock.now());
    run.room.registry.issue({ ...shell, address: '', shell: undefined, recording });
    run.room.clock.settle();
    await vi.waitFor(() => expect(run.room.registry.size).toBe(0));
  });

  test.each<[string, (run: Run) => void]>([
    ['a store that fails', (run) => run.shipper.fail(ID, run.room.clock.now())],
    [
      'a spool that is full',
      (run) => {
        run.spool.isFull = true;
        run.stream.output('more');
      },
    ],
  ])('%s ends the shell, with the reason', async (_, fail) => {
    const run = new Run('strict');
    const { connection } = await run.open();
    fail(run);
    await vi.waitFor(() => {
      run.room.clock.advance(1000);
      expect(connection.last('toast')).toMatchObject({
        Code: 'recording-failed',
        Data: expect.stringContaining('its recording failed'),
      });
    });
    expect(run.stream.terminated).toBe(true);
    expect(await run.shellEnded()).toMatchObject({ cause: 'recording-failed' });
  });
});

/** A shell in a flood, whose recorder waits for the disk. */
async function flooded(options: RunOptions, lines = 2000) {
  const run = new Run('best-effort', options);
  const { connection, sessionId } = await run.open();
  const line = Buffer.from(`${'x'.repeat(998)}\r\n`);
  run.stream.output(line);
  await vi.waitFor(() => {
    run.room.clock.advance(1000);
    expect(run.spool.size(ID)).toBeGreaterThan(0);
  });
  const disk = Promise.withResolvers<void>();
  run.spool.disk = disk.promise;
  for (let count = 1; count < lines; count += 1) {
    run.stream.output(line);
    connection.receive({ Op: 'ack', Offset: run.room.session(sessionId).figures.bytesOut });
  }
  return { run, disk };
}

/** Most of a flood of 2 MB is not read before the disk goes on. */
const unread = (): RunOptions => ({
  scrollbackBytes: 4 * 1024 * 1024,
  backlog: new Backlog({ ownBytes: 1024 * 1024, sharedBytes: 0 }),
});

describe('a disk that stalls in a flood', () => {
  // Of the second, less than a write of a flood is left when the disk goes on.
  test.each([3_000_000, 800_000])('costs none of %i bytes, also if no more follow', async (bytes) => {
    const { run, disk } = await flooded({}, bytes / 1000);
    run.room.clock.advance(5000);
    disk.resolve();
    await vi.waitFor(() =>
      expect(run.shipper.recordings.get(ID)?.progress).toMatchObject({ outputBytes: bytes, gapBytes: 0 }),
    );
    run.stream.exit(0);
    await run.closed();
    expect(await run.verdict()).toMatchObject({ findings: [], outputBytes: bytes, gapBytes: 0 });
  });
});

describe('a server that stops', () => {
  test('keeps what the disk takes late, and the end', async () => {
    const { run, disk } = await flooded(unread());
    await run.room.registry.dispose();
    const flushing = run.recorded.flush();
    disk.resolve();
    await flushing;
    expect(await run.verdict()).toMatchObject({ findings: [], outputBytes: 2_000_000, gapBytes: 0 });
    expect(run.ended).toMatchObject([{ cause: 'server-stopped', recordingHash: expect.any(String) }]);
  });

  test('keeps the end of a shell whose output was not read yet', async () => {
    const { run, disk } = await flooded(unread());
    run.stream.exit(0);
    expect(run.ended).toEqual([]);
    const flushing = run.recorded.flush();
    disk.resolve();
    await flushing;
    const verdict = await run.verdict();
    expect(verdict).toMatchObject({ findings: [], end: 'process-exited', outputBytes: 2_000_000 });
    expect(run.ended).toMatchObject([{ cause: 'process-exited', recordingHash: verdict.hash }]);
  });
});

describe('after a killed server', () => {
  test('the next run completes what is in the spool, and sends it', async () => {
    const killed = new Run('strict');
    await killed.open();
    killed.stream.output('last words');
    await vi.waitFor(() => {
      killed.room.clock.advance(1000);
      expect(killed.spool.size(ID)).toBeGreaterThan(0);
    });
    await killed.spool.close(ID);
    const next = new Run('best-effort');
    await next.recorded.recover();
    const verdict = await next.verdict();
    expect(verdict).toMatchObject({ findings: [], end: 'server-stopped', outputBytes: 10 });
    expect(next.shipper.recordings.get(ID)).toMatchObject({
      opened: { isStrict: false },
      progress: { bytes: next.spool.size(ID) },
      final: { state: 'cut-short', cause: 'server-stopped', hash: verdict.hash, exitCode: null },
    });
  });

  test('a run that still lives keeps its spool', async () => {
    const living = new Run('best-effort', { lives: true });
    await living.open();
    living.stream.output('here');
    await vi.waitFor(() => {
      living.room.clock.advance(1000);
      expect(living.spool.size(ID)).toBeGreaterThan(0);
    });
    const other = new Run('best-effort', { lives: true });
    await other.recorded.recover();
    expect(other.shipper.recordings.size).toBe(0);
    living.stream.exit(0);
    await living.closed();
  });
});
