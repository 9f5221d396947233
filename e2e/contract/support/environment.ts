/** The environment for a process under test. */

const OURS = /^(PODSHELL_|PORT$|HOST$|KUBE)/;

/** That of this process, without the settings of whoever runs the tests: they are not those of what is tested. */
export function bareEnvironment(): NodeJS.ProcessEnv {
  const env = { ...process.env };
  for (const name of Object.keys(env)) if (OURS.test(name)) delete env[name];
  return env;
}
