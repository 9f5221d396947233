import { constants } from 'node:os';
import type { ShellFailure, ShellTarget } from '#server/terminal/ports.ts';

/** A process that ended by signal n has exit code 128 + n. */
const SIGNAL_BASE = 128;

/** How a process ended, in words: the code, and the signal that it stands for. */
export function describeExit(exitCode: number): string {
  if (exitCode === 0) return 'Process exited';
  const signal = signalName(exitCode - SIGNAL_BASE);
  return `Process exited with code ${exitCode}${signal === undefined ? '' : ` (${signal})`}`;
}

/** True for the code of a process that was killed and could not say anything. */
export function wasKilled(exitCode: number): boolean {
  return exitCode === SIGNAL_BASE + constants.signals.SIGKILL;
}

/** No shell, or no such command, in the image. */
export function notFoundFailure(
  tried: readonly string[],
  isCommand: boolean,
  target: ShellTarget,
): ShellFailure {
  const image = `the image of container "${target.container}"`;
  const debug = `kubectl debug -it ${target.pod} -n ${target.namespace} --image=busybox --target=${target.container}`;
  const reason = isCommand
    ? `There is no "${tried[0]}" in ${image}. Check its name, or give its full path.`
    : `There is no shell in ${image} (tried ${tried.join(', ')}). Start a debug container beside it with ` +
      `"${debug}", or name a command that the image has.`;
  return { code: 'shell-not-found', reason };
}

/** The program is there and may not be run. */
export function notExecutableFailure(tried: readonly string[], target: ShellTarget): ShellFailure {
  return {
    code: 'command-not-executable',
    reason:
      `"${tried[0]}" exists in container "${target.container}" but may not be executed (permission denied). ` +
      'Choose another shell or command.',
  };
}

/** The stream ended without a status. */
export function brokenFailure(target: ShellTarget, how: 'silent' | 'ended'): ShellFailure {
  const what =
    how === 'silent'
      ? 'The node or the cluster does not answer any more'
      : 'The connection to the cluster was lost';
  return {
    code: 'stream-broken',
    reason:
      `${what}, so the shell in pod "${target.pod}" is lost: a node, its kubelet or an API server went away. ` +
      'Open a new shell.',
  };
}

function signalName(number: number): string | undefined {
  return Object.entries(constants.signals).find(([, value]) => value === number)?.[0];
}
