import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stateDirectory } from './state-directory.ts';

test.each([
  ['/var/lib/x', {}, '/var/lib/x'],
  ['/var/lib/x', { XDG_STATE_HOME: '/state', HOME: '/home/ada' }, '/var/lib/x'],
  ['', { XDG_STATE_HOME: '/state', HOME: '/home/ada' }, '/state/podshell'],
  ['', { XDG_STATE_HOME: 'state', HOME: '/home/ada' }, '/home/ada/.local/state/podshell'],
  ['', { XDG_STATE_HOME: '', HOME: '/home/ada' }, '/home/ada/.local/state/podshell'],
  ['', { HOME: '' }, join(homedir(), '.local', 'state', 'podshell')],
])('%j with %j is %s', (setting, env, directory) => {
  expect(stateDirectory({ stateDirectory: setting }, env)).toBe(directory);
});
