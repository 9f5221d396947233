import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instanceName, isAlive, ownInstance, parseInstanceName } from './server-instance.ts';

test('parsing the name of an instance returns the instance, for any host name', () => {
  const instance = fc.record({
    host: fc.string({ unit: 'grapheme', minLength: 1 }),
    pid: fc.nat(),
    startedAt: fc.nat(),
  });
  fc.assert(
    fc.property(instance, (one) => {
      const name = instanceName(one);
      expect(name).not.toMatch(/[/\\\0]/);
      expect(parseInstanceName(name)).toEqual(one);
    }),
  );
});

test.each(['', '..', 'a', 'a~b~c', '%~1~2', '~1~2'])('%j is not an instance name', (name) => {
  expect(parseInstanceName(name)).toBeUndefined();
});

test('this process is alive', () => {
  expect(isAlive(ownInstance())).toBe(true);
});

test('a process that has ended, or whose pid was reused, is not alive', async () => {
  const child = spawn(process.execPath, ['-e', '']);
  const { host, startedAt } = ownInstance();
  const instance = { host, pid: child.pid ?? 0, startedAt: 1 };
  await once(child, 'exit');
  expect(isAlive(instance)).toBe(false);
  expect(isAlive({ host, pid: process.pid, startedAt: startedAt - 1 })).toBe(false);
});

test('a process on another host counts as alive', () => {
  expect(isAlive({ ...ownInstance(), host: 'another-host', startedAt: 1 })).toBe(true);
});
