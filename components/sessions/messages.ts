import { ENGLISH_UNITS, formatDuration } from '#components/language/duration.ts';
/** Every sentence about the user's running shells. */

export const messages = {
  title: 'Running shells',
  /** @param resume seconds that a shell is kept after a drop, 0: not at all; @param reopen after its window was closed */
  text: (resume: number, reopen: number) =>
    'Your shells on this server, in this and other windows. ' +
    (resume === 0
      ? 'A shell ends with its connection.'
      : reopen === 0
        ? `A shell ends with its window. After a lost connection it is kept for ${formatDuration(resume, ENGLISH_UNITS)}.`
        : `A shell is kept for ${formatDuration(reopen, ENGLISH_UNITS)} after you close its window, and for ${formatDuration(resume, ENGLISH_UNITS)} after a lost connection.`),
  inContainer: (count: number) =>
    count === 1
      ? 'You have a running shell in this container.'
      : `You have ${count} running shells in this container.`,
  /** @param container '' if it is clear @param shell '' before it is known @param start a time of day or a date */
  about: (container: string, shell: string, start: string) =>
    [container, shell, `since ${start}`].filter((part) => part !== '').join(' · '),
  /** @param context its name */
  inContext: (context: string) => `context ${context}`,
  states: { attached: 'attached', detached: 'detached', ending: 'ending…' },
  /** In a new browser tab, of shells that no window has. */
  left: 'Shells left running',
  /** @param place namespace and context */
  oneLeft: (pod: string, place: string) => `Your shell in ${pod} (${place}) is still running.`,
  someLeft: (count: number) => `${count} of your shells are still running.`,
  showAll: 'Show running shells',
  lastLines: 'Last output',
  takeUp: 'Use here',
  takeUpName: (pod: string, where: string, about: string) =>
    `Use here: the shell in ${pod}, ${where}, ${about}`,
  end: 'End',
  endName: (pod: string, where: string, about: string) => `End the shell in ${pod}, ${where}: ${about}`,
  endAll: 'End all',
  endAllQuestion: (count: number) =>
    count === 1
      ? 'End 1 shell and everything running in it?'
      : `End ${count} shells and everything running in them?`,
  cancel: 'Cancel',
  refresh: 'Refresh',
  dismiss: 'Dismiss notification',
  more: (count: number) => (count === 1 ? 'and 1 more' : `and ${count} more`),
  none: 'No running shells',
  incomplete:
    'Some of your shells may be missing: a Podshell replica doesn’t answer. Refresh in a few seconds.',
  noneText: 'Open a shell from the list of pods.',
  toPods: 'Go to pods',
  failed: 'Can’t list running shells',
  loading: 'Loading running shells',
  columns: {
    pod: 'Pod',
    namespace: 'Namespace',
    context: 'Context',
    shell: 'Shell',
    since: 'Started',
    state: 'State',
  },
} as const;
