import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { systemClock } from './clock.ts';
import { Reaper } from './process/reaper.ts';
import { claim, sweep } from './sweep.ts';

function directories(): { parent: string; make: (name: string) => string } {
  const parent = mkdtempSync(join(tmpdir(), 'podshell-sweep-'));
  onTestFinished(() => rmSync(parent, { recursive: true }));
  return {
    parent,
    make: (name) => {
      mkdirSync(join(parent, name));
      return join(parent, name);
    },
  };
}

test('processes and files of a dead kubelet are ended and removed', async () => {
  const { parent, make } = directories();
  const dead = make('demo-dead');
  // This process's pid with another start time: the pid of a dead kubelet, reused.
  writeFileSync(join(dead, '.owner'), `${process.pid} 1`);
  const child = spawn('sleep', ['1000'], { detached: true, env: { HOME: `${dead}/pod/home` } as never });
  const exited = new Promise((resolve) => child.on('exit', (_code, signal) => resolve(signal)));
  await sweep(parent, 'demo-', new Reaper(systemClock));
  expect(await exited).toBe('SIGKILL');
  expect(existsSync(dead)).toBe(false);
});

test('a live kubelet, a starting one, and other directories are not touched', async () => {
  const { parent, make } = directories();
  const living = make('demo-living');
  claim(living);
  const starting = make('demo-starting');
  const other = make('other');
  writeFileSync(join(other, '.owner'), '1 1');
  await sweep(parent, 'demo-', new Reaper(systemClock));
  expect([living, starting, other].map((path) => existsSync(path))).toEqual([true, true, true]);
});

describe('what another user could have made is not touched', () => {
  const DEAD_OWNER = `${process.pid} 1`;

  async function expectKept(parent: string, path: string): Promise<void> {
    await sweep(parent, 'demo-', new Reaper(systemClock));
    expect(existsSync(path)).toBe(true);
  }

  test.each([0o770, 0o707, 0o777])('a directory of mode %o', async (mode) => {
    const { parent, make } = directories();
    const open = make('demo-open');
    writeFileSync(join(open, '.owner'), DEAD_OWNER);
    chmodSync(open, mode);
    await expectKept(parent, open);
  });

  test('an owner file that others may write', async () => {
    const { parent, make } = directories();
    const open = make('demo-open');
    writeFileSync(join(open, '.owner'), DEAD_OWNER);
    chmodSync(join(open, '.owner'), 0o666);
    await expectKept(parent, open);
  });

  test('a link instead of a directory, and a link instead of an owner file', async () => {
    const { parent, make } = directories();
    const target = make('target');
    writeFileSync(join(target, '.owner'), DEAD_OWNER);
    symlinkSync(target, join(parent, 'demo-link'));
    await expectKept(parent, join(target, '.owner'));
    const linked = make('demo-linked');
    symlinkSync(join(target, '.owner'), join(linked, '.owner'));
    await expectKept(parent, linked);
  });

  test.skipIf(process.getuid?.() !== 0)('a directory or an owner file of another user', async () => {
    const { parent, make } = directories();
    const foreign = make('demo-foreign');
    writeFileSync(join(foreign, '.owner'), DEAD_OWNER);
    chownSync(foreign, 1, 1);
    await expectKept(parent, foreign);
    chownSync(foreign, 0, 0);
    chownSync(join(foreign, '.owner'), 1, 1);
    await expectKept(parent, foreign);
  });
});
