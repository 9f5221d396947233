/** The environment for a process under test. */

const OURS = /^(PODSHELL_|PORT$|HOST$|KUBE)/;

/** This process's environment without Podshell settings: the tested process must not inherit them. */
export function bareEnvironment(): NodeJS.ProcessEnv {
  const env = { ...process.env };
  for (const name of Object.keys(env)) if (OURS.test(name)) delete env[name];
  return env;
}
