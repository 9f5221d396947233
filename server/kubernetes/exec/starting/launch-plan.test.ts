import { expect, test } from 'vitest';
import { planLaunches } from './launch-plan.ts';

const none = { shell: undefined, command: undefined };
const terms = { nonce: 'n', size: { cols: 80, rows: 24 } };

test('a shell on Linux is looked for through sh: bash, then sh', () => {
  const [first] = planLaunches(none, 'linux', terms);
  expect(first).toMatchObject({ kind: 'marked', interpreter: ['sh'], candidates: ['bash', 'sh'] });
});

test('without sh, each shell is tried by name, then at the usual paths, and runs the script if it can', () => {
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

test('a wanted shell is looked for through sh, and runs the script by itself where there is none', () => {
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

test('one that is no POSIX shell is started as it is where there is no sh', () => {
  expect(planLaunches({ ...none, shell: '/opt/fish' }, 'linux', terms)).toMatchObject([
    { kind: 'marked' },
    { kind: 'direct', command: ['/opt/fish'], name: 'fish', isShell: true },
  ]);
});

test('a command is wrapped, and run as it is where there is no sh', () => {
  expect(planLaunches({ ...none, command: ['/bin/app', '-x'] }, 'linux', terms)).toMatchObject([
    { kind: 'marked', candidates: ['/bin/app'], tries: [] },
    { kind: 'direct', command: ['/bin/app', '-x'], name: 'app', tries: ['/bin/app'], isShell: false },
  ]);
});

test('Windows has its own shells, each tried as it is', () => {
  expect(planLaunches(none, 'windows', terms)).toMatchObject([
    { kind: 'direct', command: ['powershell.exe'], name: 'powershell.exe' },
    { kind: 'direct', command: ['cmd.exe'], name: 'cmd.exe' },
  ]);
  expect(planLaunches({ ...none, shell: 'C:\\tools\\pwsh.exe' }, 'windows', terms)).toMatchObject([
    { command: ['C:\\tools\\pwsh.exe'], name: 'pwsh.exe' },
  ]);
  expect(planLaunches({ ...none, command: ['ipconfig', '/all'] }, 'windows', terms)).toHaveLength(1);
});
