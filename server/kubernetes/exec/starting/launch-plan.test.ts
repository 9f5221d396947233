import { expect, test } from 'vitest';
import { planLaunches, triedNames } from './launch-plan.ts';

const none = { shell: undefined, command: undefined };

test('a shell on Linux is one exec that looks for bash, then sh', () => {
  expect(planLaunches(none, 'linux', 'n')).toMatchObject([{ kind: 'marked', names: ['bash', 'sh'] }]);
});

test('a wanted shell is looked for through sh, and tried as it is where there is none', () => {
  expect(planLaunches({ ...none, shell: '/busybox/ash' }, 'linux', 'n')).toMatchObject([
    { kind: 'marked', names: ['ash'] },
    { kind: 'direct', command: ['/busybox/ash'], name: 'ash' },
  ]);
});

test('a command is wrapped, and run as it is where there is no sh', () => {
  expect(planLaunches({ ...none, command: ['/bin/app', '-x'] }, 'linux', 'n')).toMatchObject([
    { kind: 'marked', names: ['app'] },
    { kind: 'direct', command: ['/bin/app', '-x'], name: 'app' },
  ]);
});

test('Windows has its own shells, each tried as it is', () => {
  expect(planLaunches(none, 'windows', 'n')).toEqual([
    { kind: 'direct', command: ['powershell.exe'], name: 'powershell.exe' },
    { kind: 'direct', command: ['cmd.exe'], name: 'cmd.exe' },
  ]);
  expect(planLaunches({ ...none, shell: 'C:\\tools\\pwsh.exe' }, 'windows', 'n')).toMatchObject([
    { command: ['C:\\tools\\pwsh.exe'], name: 'pwsh.exe' },
  ]);
  expect(planLaunches({ ...none, command: ['ipconfig', '/all'] }, 'windows', 'n')).toHaveLength(1);
});

test('what was tried is named', () => {
  expect(triedNames(none, 'linux')).toEqual(['bash', 'sh']);
  expect(triedNames(none, 'windows')).toEqual(['powershell.exe', 'cmd.exe']);
  expect(triedNames({ ...none, shell: 'zsh' }, 'linux')).toEqual(['zsh']);
  expect(triedNames({ ...none, command: ['top', '-b'] }, 'linux')).toEqual(['top']);
});
