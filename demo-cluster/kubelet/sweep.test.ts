import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
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
