import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

const MAIN = join(import.meta.dirname, 'main.ts');

/** Number of seed containers that keep running. */
const SEED_CONTAINERS = 6;

let folder: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podshell-main-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(folder, { recursive: true });
});

function start(args: readonly string[]): ChildProcess {
  // With its temporary files in this folder, the test sees what it leaves behind.
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { ...process.env, TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  return child;
}

async function firstLines(child: ChildProcess, count: number): Promise<string[]> {
  if (child.stdout === null) throw new Error('no output');
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.length === count) break;
  }
  return lines;
}

/** Parent pids of all running processes, by pid; zombies are left out. */
async function parents(): Promise<Map<number, number>> {
  const found = new Map<number, number>();
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const line = await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '');
    const [state, parent] = line.slice(line.lastIndexOf(')') + 2).split(' ');
    if (parent !== undefined && state !== 'Z') found.set(Number(entry), Number(parent));
  }
  return found;
}

async function descendants(pid: number): Promise<number[]> {
  const all = await parents();
  const within = (child: number): boolean => {
    const parent = all.get(child);
    return parent !== undefined && parent > 1 && (parent === pid || within(parent));
  };
  return [...all.keys()].filter(within);
}

describe('npm run demo:cluster', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    'prints where to look, and ends by %s, however often, within 5 s',
    async (signal) => {
      const kubeconfig = join(folder, 'kubeconfig');
      const child = start(['--kubeconfig', kubeconfig, '--pods', '100']);
      expect(await firstLines(child, 2)).toEqual([
        `Kubeconfig: ${kubeconfig}`,
        `Try: KUBECONFIG=${kubeconfig} kubectl get pods -A`,
      ]);
      expect((await stat(kubeconfig)).mode & 0o777).toBe(0o600);
      const containers = await vi.waitUntil(
        async () => {
          const running = await descendants(child.pid ?? 0);
          return running.length >= SEED_CONTAINERS && running;
        },
        { timeout: 10_000 },
      );

      const startedAt = performance.now();
      child.kill(signal);
      child.kill(signal);
      const [code] = (await once(child, 'exit')) as [number | null];
      expect(code).toBe(0);
      expect(performance.now() - startedAt).toBeLessThan(5000);
      const left = await parents();
      expect(containers.filter((pid) => left.has(pid))).toEqual([]);
      expect(await readdir(folder)).toEqual(['kubeconfig']);
    },
  );

  test('prints its usage', async () => {
    const child = start(['--help']);
    if (child.stdout === null) throw new Error('no output');
    const [output] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    expect(output).toContain('--pipeline-mb N');
    expect(child.exitCode).toBe(0);
  });

  test.each([
    [['--port', 'x'], '--port must be a whole number from 0 to 65535, not "x"'],
    [['--pods', '-1'], "Option '--pods' argument is ambiguous"],
    [['--nope'], "Unknown option '--nope'"],
  ])('refuses %j with one sentence', async (args, message) => {
    const child = start(args);
    if (child.stderr === null) throw new Error('no output');
    const [output] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect(output).toContain(message);
    expect(output).not.toContain('    at ');
    expect(child.exitCode).toBe(1);
  });
});
