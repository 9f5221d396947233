import { constants } from 'node:os';
import type { ShellFailure, ShellStart, ShellTarget } from '#server/terminal/ports.ts';

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

/**
 * The image has no shell, or does not have the requested shell or command.
 * @param tried the programs that were looked for and do not exist
 */
export function notFoundFailure(
  tried: readonly string[],
  { shell, command }: Pick<ShellStart, 'shell' | 'command'>,
  target: ShellTarget,
): ShellFailure {
  const image = `the image of container "${target.container}"`;
  const program = command?.[0];
  if (program !== undefined) {
    const reason = `Command "${program}" not found in ${image}. Check the name, or use the full path.`;
    return { code: 'command-not-found', reason };
  }
  const code = 'shell-not-found';
  if (shell !== undefined) {
    const reason = `Shell "${shell}" not found in ${image}. Choose another shell, or use the full path.`;
    return { code, reason };
  }
  const reason =
    `No shell found in ${image} (tried ${tried.join(', ')}). Choose a shell at another path, or add a ` +
    'debug container to the pod with kubectl debug.';
  return { code, reason };
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

/** The kernel has ended processes of the container for lack of memory, and the shell was killed. */
export function outOfMemoryFailure(target: ShellTarget): ShellFailure {
  return {
    code: 'out-of-memory',
    reason:
      `Container "${target.container}" of pod "${target.pod}" probably ran out of memory: the kernel's OOM killer ended ` +
      'a process in it while the shell was open, and the shell ended with exit code 137 (SIGKILL). ' +
      "Open a new shell and use less memory, or raise the container's memory limit.",
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
