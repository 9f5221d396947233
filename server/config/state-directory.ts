/** The directory for state that outlives the process. */

import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { Environment } from './load-settings.ts';
import type { Settings } from './settings.ts';

/** The directory in the settings, else `podshell` in the user's XDG state directory. */
export function stateDirectory(
  { stateDirectory }: Pick<Settings, 'stateDirectory'>,
  env: Environment,
): string {
  if (stateDirectory !== '') return stateDirectory;
  const named = env.XDG_STATE_HOME ?? '';
  const home = env.HOME === undefined || env.HOME === '' ? homedir() : env.HOME;
  // The XDG specification says to ignore relative paths.
  return join(isAbsolute(named) ? named : join(home, '.local', 'state'), 'podshell');
}
