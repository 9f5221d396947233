import { describe, expect, test, vi } from 'vitest';
import { cleanUpRuns, ID, Run, type RunOptions } from '#server/testing/recorded-run.ts';
import { Backlog } from './backlog.ts';

cleanUpRuns();

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
    const sameBytes = killed.spool.size(ID);
    await killed.spool.close(ID);
    const next = new Run('best-effort');
    await next.recorded.recover();
    const verdict = await next.verdict();
    expect(verdict).toMatchObject({ findings: [], end: 'server-stopped', outputBytes: 10 });
    expect(next.shipper.recordings.get(ID)).toMatchObject({
      opened: { isStrict: false, sameBytes },
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
