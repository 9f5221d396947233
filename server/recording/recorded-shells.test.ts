import { describe, expect, test, vi } from 'vitest';
import type { RecordedAs } from '#protocol/messages.ts';
import { ALICE } from '#server/terminal/testing/terminal-room.ts';
import { cleanUpRuns, ID, Run, TARGET } from '#server/testing/recorded-run.ts';
import { Backlog } from './backlog.ts';

cleanUpRuns();

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
    run.room.clock.settle();
    connection.drop();
    run.stream.output('two ');
    run.room.clock.settle();
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
    await vi.waitFor(async () => expect(await run.files()).not.toContain(`${ID}.json`));
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

  test('a store that has lost what it had of the recording is told to the user', async () => {
    const run = new Run('best-effort');
    const { connection } = await run.open();
    run.shipper.lose(ID);
    expect(connection.last('toast')).toMatchObject({
      Code: 'recording-lost',
      Level: 'warning',
      Data: expect.stringContaining('can’t be replayed'),
    });
    expect(run.stream.terminated).toBe(false);
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
    ['a store that has lost what it had', (run) => run.shipper.lose(ID)],
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
