/** Shells that are recorded while their store stalls, refuses, fills up or loses the network. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SessionEnd } from '#server/terminal/session-observer.ts';
import type { FakeConnection } from '#server/terminal/testing/fake-connection.ts';
import { ALICE, TerminalRoom } from '#server/terminal/testing/terminal-room.ts';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import { RecordedShells } from './recorded-shells.ts';
import { RecordingShipper } from './shipping/recording-shipper.ts';
import { Spool } from './spool/spool.ts';
import { castKey, metaKey } from './store/recording-keys.ts';
import { KEYS, S3Server } from './store/testing/s3-server.ts';
import { textOf } from './store/testing/store-examples.ts';
import { FAILING_STORES, type FailingPlaces, type FailingStore } from './testing/failing-stores.ts';
import { idAt } from './testing/stored-recordings.ts';
import { CastVerifier } from './verify/cast-verifier.ts';

const TARGET = { context: 'demo', namespace: 'team-a', pod: 'debian', container: 'main' };
const WAIT = { interval: 2 };

let folder: string;
let server: S3Server;
let run: Run | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podshell-failing-store-'));
  server = await S3Server.start();
});
afterEach(async () => {
  await run?.dispose();
  run = undefined;
  await server.stop();
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

class Run {
  readonly ended: SessionEnd[] = [];
  readonly logger = new RecordingLogger();
  readonly failing: FailingStore;
  readonly room: TerminalRoom;
  readonly #spool: Spool;
  readonly #shipper: RecordingShipper;
  readonly #recorded: RecordedShells;
  #id = '';

  constructor(mode: 'strict' | 'best-effort', make: (places: FailingPlaces) => FailingStore) {
    const observer = { onBound() {}, onStarted() {}, onRefused() {} };
    this.room = new TerminalRoom(
      {},
      {
        observe: (shellId) =>
          this.#recorded.observe(shellId, { ...observer, onEnded: (end) => this.ended.push(end) }),
        onIssued: (shellId, session) => this.#recorded.follow(shellId, session),
      },
    );
    const { clock } = this.room;
    this.failing = make({ folder, server, clock });
    this.#spool = new Spool({
      root: join(folder, 'spool'),
      own: 'run',
      isGone: () => false,
      maxBytes: 64 * 1024 * 1024,
    });
    const { logger } = this;
    const { store } = this.failing;
    const common = { spool: this.#spool, clock, logger };
    this.#shipper = new RecordingShipper({ ...common, store, recipients: [], random: () => 0.5 });
    this.#recorded = new RecordedShells({
      ...common,
      modeOf: () => mode,
      shipper: this.#shipper,
      signer: undefined,
      replica: 'web-1',
      isEncrypted: false,
      readers: [],
    });
  }

  /** A recorded shell whose process is up. */
  async open(): Promise<FakeConnection> {
    this.#id = idAt(this.room.clock.now());
    const shell = { shellId: this.#id, caller: ALICE, target: TARGET, command: undefined };
    const recording = await this.#recorded.admit(shell);
    const { sessionId } = this.room.registry.issue({ ...shell, address: '', shell: undefined, recording });
    const connection = this.room.bind(sessionId, { Cols: 80, Rows: 24 });
    this.room.backend.stream.sink.onStarted('bash');
    this.room.clock.settle();
    return connection;
  }

  /** Lets time pass until it is so, at most `ms`. Real disks and sockets answer meanwhile. */
  async within(ms: number, expectation: () => void | Promise<void>): Promise<void> {
    const { clock } = this.room;
    const end = clock.now() + ms;
    await vi.waitFor(async () => {
      if (clock.now() < end) await clock.advanceAsync(Math.min(100, end - clock.now()));
      await expectation();
    }, WAIT);
  }

  stored = async () => ({
    meta: JSON.parse(await textOf(this.failing.store.read(metaKey(this.#id)))),
    cast: await textOf(this.failing.store.read(castKey(this.#id, false))),
  });

  async dispose(): Promise<void> {
    await this.failing.heal();
    const disposing = (async () => {
      await this.#recorded.flush();
      await this.#shipper.dispose();
      await this.#spool.dispose();
    })();
    let isOver = false;
    void disposing.finally(() => {
      isOver = true;
    });
    await this.within(60_000, () => expect(isOver).toBe(true));
    await disposing;
  }
}

describe.each(Object.entries(FAILING_STORES))('%s', (_, make) => {
  test('ends a shell that may not go on without it, within 5 s', async () => {
    run = new Run('strict', make);
    const connection = await run.open();
    run.room.backend.stream.output('before ');
    await run.failing.fail();
    await run.within(5000, () => {
      expect(connection.last('toast')).toMatchObject({ Code: 'recording-failed' });
      expect(run?.ended).toMatchObject([{ cause: 'recording-failed' }]);
    });
    expect(JSON.stringify(run.logger.records)).not.toContain(KEYS.secretAccessKey);
  });

  test('opens no shell that may not begin without it', async () => {
    run = new Run('strict', make);
    await run.failing.fail();
    let refusal: unknown;
    void run.open().catch((error: unknown) => {
      refusal = error;
    });
    // Time passes also while the disk of the spool works.
    await run.within(20_000, () => expect(refusal).toMatchObject({ code: 'recording-unavailable' }));
    expect(run.room.registry.size).toBe(0);
  });

  test('does not touch a shell that goes on without it, and has everything when it is back', async () => {
    run = new Run('best-effort', make);
    const { clock, backend } = run.room;
    const connection = await run.open();
    backend.stream.output('before ');
    await run.failing.fail();
    for (let minute = 0; minute < 3; minute += 1) {
      backend.stream.output(`minute ${minute} `);
      for (let second = 0; second < 60; second += 1) await clock.advanceAsync(1000);
      expect(connection.output).toMatch(new RegExp(`minute ${minute} $`));
    }
    expect(run.ended).toEqual([]);
    backend.stream.exit(0);
    await run.failing.heal();
    const { stored } = run;
    await run.within(120_000, async () => expect((await stored()).meta).toMatchObject({ state: 'complete' }));
    const { cast, meta } = await stored();
    const verifier = new CastVerifier();
    verifier.push(Buffer.from(cast));
    expect(verifier.end()).toMatchObject({ findings: [], gapBytes: 0, hash: meta.hash });
    for (const text of ['before ', 'minute 0 ', 'minute 2 ']) expect(cast).toContain(text);
  });
});
