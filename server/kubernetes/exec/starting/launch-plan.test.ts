import { expect, test } from 'vitest';
import { planLaunches } from './launch-plan.ts';

const none = { shell: undefined, command: undefined };
const terms = { nonce: 'n', size: { cols: 80, rows: 24 } };

test('on Linux, sh looks for bash, then for itself', () => {
  const [first] = planLaunches(none, 'linux', terms);
  expect(first).toMatchObject({ kind: 'marked', interpreter: ['sh'], candidates: ['bash', 'sh'] });
});

test('without sh, each shell is tried by name, then at usual paths; a POSIX shell runs the start script', () => {
  const [first, ...others] = planLaunches(none, 'linux', terms);
  expect([first, ...others].flatMap(({ tries }) => tries)).toEqual([
    'sh',
    'bash',
    'zsh',
    'fish',
    'ash',
    'busybox',
    '/bin/bash',
    '/bin/sh',
    '/usr/local/bin/bash',
    '/busybox/sh',
    '/bin/busybox',
    '/bin/zsh',
  ]);
  for (const launch of others) {
    const [program] = launch.tries;
    expect(launch.command[0]).toBe(program);
    if (program === 'fish')
      expect(launch).toMatchObject({ kind: 'direct', command: ['fish'], isShell: true });
    else expect(launch).toMatchObject({ kind: 'marked', candidates: [program] });
  }
});

test('sh looks for the requested shell; without sh, the shell itself runs the start script', () => {
  expect(planLaunches({ ...none, shell: '/busybox/ash' }, 'linux', terms)).toMatchObject([
    { kind: 'marked', interpreter: ['sh'], candidates: ['/busybox/ash'], tries: [] },
    { kind: 'marked', interpreter: ['/busybox/ash'], candidates: ['/busybox/ash'], tries: ['/busybox/ash'] },
  ]);
  expect(planLaunches({ ...none, shell: '/bin/busybox' }, 'linux', terms)).toMatchObject([
    { interpreter: ['sh'] },
    { interpreter: ['/bin/busybox', 'sh'], candidates: ['/bin/busybox'] },
  ]);
  expect(planLaunches({ ...none, shell: '/opt/zsh' }, 'linux', terms)).toMatchObject([
    { interpreter: ['sh'] },
    { interpreter: ['/opt/zsh', '--emulate', 'sh', '-o', 'no_rcs'] },
  ]);
});

test('without sh, a shell that is not POSIX starts without the script', () => {
  expect(planLaunches({ ...none, shell: '/opt/fish' }, 'linux', terms)).toMatchObject([
    { kind: 'marked' },
    { kind: 'direct', command: ['/opt/fish'], name: 'fish', isShell: true },
  ]);
});

test('a command runs through the script; without sh, it runs directly', () => {
  expect(planLaunches({ ...none, command: ['/bin/app', '-x'] }, 'linux', terms)).toMatchObject([
    { kind: 'marked', candidates: ['/bin/app'], tries: [] },
    { kind: 'direct', command: ['/bin/app', '-x'], name: 'app', tries: ['/bin/app'], isShell: false },
  ]);
});

test('on Windows, PowerShell and cmd are tried directly', () => {
  expect(planLaunches(none, 'windows', terms)).toMatchObject([
    { kind: 'direct', command: ['powershell.exe'], name: 'powershell.exe' },
    { kind: 'direct', command: ['cmd.exe'], name: 'cmd.exe' },
  ]);
  expect(planLaunches({ ...none, shell: 'C:\\tools\\pwsh.exe' }, 'windows', terms)).toMatchObject([
    { command: ['C:\\tools\\pwsh.exe'], name: 'pwsh.exe' },
  ]);
  expect(planLaunches({ ...none, command: ['ipconfig', '/all'] }, 'windows', terms)).toHaveLength(1);
});
