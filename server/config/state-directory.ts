/** Where state is kept that outlives the process. */

import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { Environment } from './load-settings.ts';
import type { Settings } from './settings.ts';

/** The directory of the settings, else the one that the XDG base directory specification names for the user. */
export function stateDirectory(
  { stateDirectory }: Pick<Settings, 'stateDirectory'>,
  env: Environment,
): string {
  if (stateDirectory !== '') return stateDirectory;
  const named = env.XDG_STATE_HOME ?? '';
  const home = env.HOME === undefined || env.HOME === '' ? homedir() : env.HOME;
  // A relative path is to be ignored, says the specification.
  return join(isAbsolute(named) ? named : join(home, '.local', 'state'), 'podshell');
}
