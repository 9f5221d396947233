import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { spawn as spawnTerminal } from '@lydell/node-pty';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { isAlive, printedPids } from '../../testing/processes.ts';
import { installedShells, runWith } from '../../testing/shells.ts';
import { SESSION_VARIABLE, shellCommand } from '../starting/start-script.ts';
import { type Marker, MarkerFilter } from '../stream/marker.ts';
import { hangUpCommand, killCommand, parseFound } from './end-scripts.ts';

const WAIT = { interval: 10 };

const NOTHING = { processes: 0, frontGroup: 0, proof: [] };

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

/** True once a process has become `sleep`. Before, its environment reads as empty for a moment. */
function hasBecomeSleep(pid: number): boolean {
  const read = (what: string): string => readFileSync(`/proc/${pid}/${what}`, 'utf8');
  return read('cmdline').startsWith('sleep\0') && read('environ') !== '';
}

function sessionOf(pid = 0): number {
  return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ')[5]);
}

/** Starts bash through the start script on a real terminal and types a line into it. */
async function startShell(line: string): Promise<{ mark: Marker; output: () => string }> {
  const [program = 'sh', ...args] = shellCommand({ nonce: 'x', size: { cols: 80, rows: 24 } }, ['bash']);
  // Start files of whoever runs the tests are not read: they may run programs of their own before each prompt.
  const home = mkdtempSync(join(tmpdir(), 'podshell-home-'));
  cleanups.push(() => rmSync(home, { recursive: true, force: true }));
  const env = { PATH: process.env.PATH ?? '', PS1: 'ready$ ', HOME: home };
  const terminal = spawnTerminal(program, args, { env });
  const filter = new MarkerFilter('x');
  let mark: Marker | undefined;
  let output = '';
  terminal.onData((data) => {
    if (mark !== undefined) {
      output += data;
      return;
    }
    const scan = filter.push(Buffer.from(data));
    if (scan.kind === 'found') mark = scan.marker;
  });
  cleanups.push(() => terminal.kill('SIGKILL'));
  await vi.waitUntil(() => mark !== undefined, WAIT);
  terminal.write(`${line}\r`);
  if (mark === undefined) throw new Error('no marker');
  return { mark, output: () => output };
}

describe.each(installedShells())('ending a session with $name', ({ words }) => {
  const found = (command: string[]) => parseFound(runWith(words, command).output.toString());

  test('an idle shell ends on SIGHUP', async () => {
    const { mark, output } = await startShell('echo pid=$$');
    await vi.waitUntil(() => /pid=\d/.test(output()), WAIT);
    expect(found(hangUpCommand(mark))).toMatchObject({ processes: 1 });
    await vi.waitUntil(() => !isAlive(mark.pid), WAIT);
  });

  test('a foreground child that reads stdin ends too', async () => {
    const { mark, output } = await startShell("sh -c 'echo pid=$$; exec cat'");
    await vi.waitUntil(() => /pid=\d/.test(output()), WAIT);
    expect(found(hangUpCommand(mark))).toMatchObject({ processes: 2 });
    await vi.waitUntil(() => ![mark.pid, ...printedPids(output())].some(isAlive), WAIT);
  });

  test('a foreground process that ignores SIGHUP is killed, with its shell', async () => {
    const { mark, output } = await startShell("trap '' HUP; sh -c 'echo pid=$$; exec sleep 1000'");
    await vi.waitUntil(() => /pid=\d/.test(output()), WAIT);
    const hungUp = found(hangUpCommand(mark));
    expect(hungUp?.processes).toBe(2);
    expect([mark.pid, ...printedPids(output())].map(isAlive)).toEqual([true, true]);
    runWith(words, killCommand(mark, hungUp ?? NOTHING));
    await vi.waitUntil(() => ![mark.pid, ...printedPids(output())].some(isAlive), WAIT);
  });

  test('a stopped job ends too; nohup and setsid survive', async () => {
    const { mark, output } = await startShell(
      // Until nohup has become its command, a hang-up ends it.
      'nohup sleep 600 >/dev/null 2>&1 & until grep -q sleep /proc/$!/comm; do :; done; echo pid=$!; ' +
        "setsid sh -c 'echo pid=$$; exec sleep 600' & sh -c 'echo pid=$$; kill -STOP $$; exec sleep 600'",
    );
    await vi.waitUntil(() => printedPids(output()).length === 3 && /Stopped/.test(output()), WAIT);
    const pids = printedPids(output());
    cleanups.push(() => {
      for (const pid of pids) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
    });
    const hungUp = found(hangUpCommand(mark));
    await vi.waitUntil(() => !isAlive(mark.pid) && pids.filter(isAlive).length === 2, WAIT);
    runWith(words, killCommand(mark, hungUp ?? NOTHING));
    expect(pids.filter(isAlive)).toHaveLength(2);
  });

  test('the command of a su in the foreground ends, though it has a session of its own', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'podshell-su-'));
    cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
    // As su -c of util-linux: it ignores a hang-up, and ends its command when it is told to end.
    const su = join(folder, 'su');
    const body =
      'trap "" HUP\nsetsid sleep 600 &\nchild=$!\ntrap "kill $child" TERM\necho pid=$child\nwait\nwait\n';
    writeFileSync(su, `#!/bin/sh\n${body}`, { mode: 0o755 });
    const { mark, output } = await startShell(su);
    await vi.waitUntil(() => /pid=\d+\s/.test(output()), WAIT);
    const pids = printedPids(output());
    cleanups.push(() => {
      for (const pid of pids) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
    });
    await vi.waitUntil(() => sessionOf(pids[0]) === pids[0], WAIT);
    runWith(words, hangUpCommand(mark));
    await vi.waitUntil(() => !pids.some(isAlive), WAIT);
  });

  test('the processes that may not be signalled are counted', async () => {
    const { mark, output } = await startShell("trap '' HUP; sh -c 'echo pid=$$; exec sleep 1000'");
    await vi.waitUntil(() => /pid=\d/.test(output()), WAIT);
    const hungUp = found(hangUpCommand(mark)) ?? NOTHING;
    // A kill that is denied and does nothing, as without CAP_KILL.
    const denied = killCommand(mark, hungUp).map((word) => word.replaceAll('kill -KILL', 'false'));
    expect(found(denied)).toMatchObject({ processes: 2 });
    expect(found(killCommand(mark, hungUp))).toMatchObject({ processes: 0 });
    await vi.waitUntil(() => ![mark.pid, ...printedPids(output())].some(isAlive), WAIT);
    expect(found(denied)).toMatchObject({ processes: 0 });
  });

  test('a pid that now belongs to another process is left alone', async () => {
    const { mark, output } = await startShell('echo pid=$$');
    await vi.waitUntil(() => /pid=\d/.test(output()), WAIT);
    const other = { pid: mark.pid, startedAt: mark.startedAt + 1 };
    expect(found(hangUpCommand(other))).toEqual(NOTHING);
    const seen = { processes: 1, frontGroup: mark.pid, proof: [`${mark.pid}:${mark.startedAt + 1}`] };
    expect(found(killCommand(other, seen))).toEqual(NOTHING);
    expect(isAlive(mark.pid)).toBe(true);
  });
});

describe.each(installedShells())('a session whose leader is gone, with $name', ({ words }) => {
  const found = (command: string[]) => parseFound(runWith(words, command).output.toString());

  /** Starts processes, each of which prints its pid and becomes `sleep`, and kills their shell as a node does. */
  async function orphans(line: string, count: number): Promise<{ mark: Marker; pids: number[] }> {
    const { mark, output } = await startShell(line);
    await vi.waitUntil(() => printedPids(output()).length === count, WAIT);
    const pids = printedPids(output());
    cleanups.push(() => {
      for (const pid of pids) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
    });
    await vi.waitUntil(() => pids.every(hasBecomeSleep), WAIT);
    process.kill(mark.pid, 'SIGKILL');
    // A dead leader that its parent has not awaited still holds its session id.
    await vi.waitUntil(() => !existsSync(`/proc/${mark.pid}`), WAIT);
    return { mark, pids };
  }

  const SURVIVOR = 'sh -c \'trap "" HUP; echo pid=$$; exec sleep 600\'';

  test('has its background jobs hung up', async () => {
    const { mark, pids } = await orphans("sh -c 'echo pid=$$; exec sleep 600' &", 1);
    runWith(words, hangUpCommand(mark));
    await vi.waitUntil(() => !pids.some(isAlive), WAIT);
  });

  test('has a process killed that ignores SIGHUP and reads the dead terminal', async () => {
    const { mark, pids } = await orphans(SURVIVOR, 1);
    const hungUp = found(hangUpCommand(mark));
    expect(hungUp).toMatchObject({ processes: 1, frontGroup: 0 });
    expect(pids.map(isAlive)).toEqual([true]);
    runWith(words, killCommand(mark, hungUp ?? NOTHING));
    await vi.waitUntil(() => !pids.some(isAlive), WAIT);
  });

  test('is found though its process becomes another program all the time', async () => {
    const script = join(mkdtempSync(join(tmpdir(), 'podshell-exec-')), 'again');
    cleanups.push(() => rmSync(dirname(script), { recursive: true, force: true }));
    // Each program lives for some milliseconds, as long as several reads of an environment.
    writeFileSync(script, `i=0; while [ $i -lt 8000 ]; do i=$((i+1)); done; exec sh ${script}\n`);
    const { mark, output } = await startShell(`sh -c 'trap "" HUP; echo pid=$$; exec sh ${script}' &`);
    await vi.waitUntil(() => printedPids(output()).length === 1, WAIT);
    const [pid = 0] = printedPids(output());
    cleanups.push(() => isAlive(pid) && process.kill(pid, 'SIGKILL'));
    process.kill(mark.pid, 'SIGKILL');
    await vi.waitUntil(() => !existsSync(`/proc/${mark.pid}`), WAIT);
    for (let look = 0; look < 8; look += 1) {
      expect(found(hangUpCommand(mark))).toMatchObject({ processes: 1 });
    }
  });

  test('keeps what nohup started', async () => {
    const { mark, pids } = await orphans(
      "nohup sh -c 'exec sleep 600' >/dev/null 2>&1 & until grep -q sleep /proc/$!/comm; do :; done; echo pid=$!",
      1,
    );
    runWith(words, killCommand(mark, found(hangUpCommand(mark)) ?? NOTHING));
    expect(pids.map(isAlive)).toEqual([true]);
  });

  test('is left alone without its name: another session may have got the same id', async () => {
    const { mark, pids } = await orphans(`unset ${SESSION_VARIABLE}; ${SURVIVOR}`, 1);
    const [daemon = 0] = pids;
    expect(sessionOf(daemon)).toBe(mark.pid);
    expect(found(hangUpCommand(mark))).toEqual(NOTHING);
    expect(found(killCommand(mark, { processes: 2, frontGroup: daemon, proof: [] }))).toEqual(NOTHING);
    expect(isAlive(daemon)).toBe(true);
  });

  test('is left alone if the name is of an earlier or later session', async () => {
    const { mark, pids } = await orphans(SURVIVOR, 1);
    for (const startedAt of [mark.startedAt + 1, mark.startedAt * 10, Math.floor(mark.startedAt / 10)]) {
      expect(found(hangUpCommand({ ...mark, startedAt }))).toEqual(NOTHING);
    }
    expect(pids.map(isAlive)).toEqual([true]);
  });
});

test('other text is not a result of a script', () => {
  expect(parseFound('')).toBeUndefined();
  expect(parseFound('found x 1\n')).toBeUndefined();
  expect(parseFound('sh: not found 1 1\n')).toBeUndefined();
});
