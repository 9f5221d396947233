/** The kubectl command that helps with a failure of a shell, for the user's own terminal. */

import type { FailureCode } from './failure-codes.ts';

export interface KubectlTarget {
  /** Undefined: the current context. */
  readonly context: string | undefined;
  readonly namespace: string;
  readonly pod: string;
  /** '' for the default container. */
  readonly container: string;
}

/** What the command is for: `log` may show why a container does not run, `debug` brings a shell along. */
export interface KubectlLine {
  readonly purpose: 'log' | 'debug';
  /** For `log`: true for that of the previous run. */
  readonly previous: boolean;
  /** Ready to paste into a POSIX shell. */
  readonly text: string;
}

/** @returns undefined where no command is a next step */
export function kubectlLine(code: FailureCode, target: KubectlTarget): KubectlLine | undefined {
  const { context, namespace, pod, container } = target;
  const place = [...(context === undefined ? [] : ['--context', context]), '-n', namespace];
  const inContainer = container === '' ? [] : ['-c', container];
  switch (code) {
    case 'shell-not-found':
    case 'command-not-found': {
      const sharing = container === '' ? [] : [`--target=${container}`];
      return lineOf('debug', ['kubectl', 'debug', '-it', pod, ...place, '--image=busybox', ...sharing]);
    }
    case 'container-not-running':
    case 'container-ended':
      return lineOf('log', ['kubectl', 'logs', pod, ...place, ...inContainer]);
    // The container that ran the shell has been replaced.
    case 'container-restarted':
      return lineOf('log', ['kubectl', 'logs', pod, ...place, ...inContainer, '--previous'], true);
    default:
      return undefined;
  }
}

/** Copies the pod with a debug container, for the user's own terminal. */
export function copyPodLine({ context, namespace, pod }: Omit<KubectlTarget, 'container'>): string {
  const place = [...(context === undefined ? [] : ['--context', context]), '-n', namespace];
  const copy = [`--copy-to=${pod}-debug`, '--share-processes'];
  return lineOf('debug', ['kubectl', 'debug', '-it', pod, ...place, '--image=busybox', ...copy]).text;
}

function lineOf(purpose: KubectlLine['purpose'], words: readonly string[], previous = false): KubectlLine {
  return { purpose, previous, text: words.map(quoted).join(' ') };
}

/** Names of contexts may hold any character. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
