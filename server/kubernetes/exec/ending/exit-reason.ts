import { constants } from 'node:os';
import type { ShellFailure, ShellTarget } from '#server/terminal/ports.ts';

/** A process that ended by signal n has exit code 128 + n. */
const SIGNAL_BASE = 128;

/** How a process ended: the exit code, and the signal of a code of 128 + n. */
export function describeExit(exitCode: number): string {
  if (exitCode === 0) return 'Process exited';
  const signal = signalName(exitCode - SIGNAL_BASE);
  return `Process exited with code ${exitCode}${signal === undefined ? '' : ` (${signal})`}`;
}

/** True for the exit code of a process killed by SIGKILL, which leaves no message. */
export function wasKilled(exitCode: number): boolean {
  return exitCode === SIGNAL_BASE + constants.signals.SIGKILL;
}

/** The image has no shell, or does not have this command. */
export function notFoundFailure(
  tried: readonly string[],
  isCommand: boolean,
  target: ShellTarget,
): ShellFailure {
  const image = `the image of container "${target.container}"`;
  const debug = `kubectl debug -it ${target.pod} -n ${target.namespace} --image=busybox --target=${target.container}`;
  const reason = isCommand
    ? `Command "${tried[0]}" not found in ${image}. Check the name, or use the full path.`
    : `No shell found in ${image} (tried ${tried.join(', ')}). Start a debug container with ` +
      `"${debug}", or run a command that the image has.`;
  return { code: 'shell-not-found', reason };
}

/** The program exists without permission to execute it. */
export function notExecutableFailure(tried: readonly string[], target: ShellTarget): ShellFailure {
  return {
    code: 'command-not-executable',
    reason:
      `"${tried[0]}" in container "${target.container}" is not executable (permission denied). ` +
      'Choose another shell or command.',
  };
}

/** The stream ended without a status. */
export function brokenFailure(target: ShellTarget, how: 'silent' | 'ended'): ShellFailure {
  const what =
    how === 'silent'
      ? 'The node or the cluster stopped responding'
      : 'The connection to the cluster was lost';
  return {
    code: 'stream-broken',
    reason:
      `${what}, so the shell in pod "${target.pod}" ended: a node, its kubelet or an API server went down. ` +
      'Open a new shell.',
  };
}

function signalName(number: number): string | undefined {
  return Object.entries(constants.signals).find(([, value]) => value === number)?.[0];
}
