/** Servers and clusters that commands, tests and benchmarks run beside themselves. */

import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/**
 * Ends a process, unless it has ended. Resolves when it has.
 * @param patienceMs milliseconds after which it is killed
 * @param signal what it is asked with
 */
export async function endChild(
  child: ChildProcess,
  patienceMs: number,
  signal: NodeJS.Signals = 'SIGTERM',
): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  const force = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  await exited;
  clearTimeout(force);
}

/** The environment without Podshell's settings, which a server under test must not inherit from whoever runs the tests. */
export function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const others = Object.entries(env).filter(([name]) => !name.startsWith('PODSHELL_'));
  return Object.fromEntries(others) as NodeJS.ProcessEnv;
}
