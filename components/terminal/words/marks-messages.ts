/** Every sentence about the commands that a shell marks. */

const seconds = (ms: number): string =>
  ms < 10_000 ? (ms / 1000).toFixed(1) : String(Math.round(ms / 1000));

/** For instance `0.2 s`, `12 s`, `3 min 5 s`. */
function time(ms: number): string {
  return ms < 60_000
    ? `${seconds(ms)}\u00a0s`
    : `${Math.floor(ms / 60_000)}\u00a0min ${Math.floor((ms % 60_000) / 1000)}\u00a0s`;
}

const outcome = (exitCode: number | undefined): string =>
  exitCode === undefined ? 'ended' : exitCode === 0 ? 'succeeded' : `failed with exit code ${exitCode}`;

export const messages = {
  group: 'Terminal',
  list: 'Commands on screen',
  previous: 'Previous command',
  next: 'Next command',
  copy: 'Copy output of last command',
  select: 'Select output of last command',
  hide: 'Hide command marks',
  show: 'Show command marks',
  time,
  exitCode: (exitCode: number) => `Exit code ${exitCode}`,
  running: (text: string) => `${text}: running`,
  /** @param ms undefined: nobody measured it */
  ended: (text: string, exitCode: number | undefined, ms: number | undefined) =>
    `${text}: ${outcome(exitCode)}${ms === undefined ? '' : ` after ${time(ms)}`}`,
  /** Stands before the command. */
  goTo: 'Go to command:',
  copied: 'Output copied.',
  cut: 'Copied without its beginning: the output is longer than the scrollback.',
  nothing: 'No finished command with output yet.',
  close: 'Close message',
  notification: (pod: string, exitCode: number | undefined) =>
    exitCode === undefined || exitCode === 0 ? `Command finished in ${pod}` : `Command failed in ${pod}`,
  settings: {
    marks: 'Command marks',
    marksHint:
      'Shows exit code and time beside each prompt. bash, dash and busybox sh mark their prompts; nothing is written to the pod. Applies to new shells.',
    notify: 'Notify when a command ends',
    notifyHint: 'While this page is hidden. The browser asks for permission.',
    notifyDenied: 'The browser blocks notifications from Podshell. Allow them in the settings of this site.',
    never: 'Never',
    after: (seconds: number) => `After ${time(seconds * 1000)}`,
  },
} as const;
