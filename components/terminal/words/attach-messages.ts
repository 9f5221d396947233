import { ENGLISH_UNITS, formatDuration } from '#components/language/duration.ts';

/** Every sentence about a terminal that is attached to a container's main process. */
export const messages = {
  badge: 'Attached',
  badgeHint:
    'Connected to the container’s main process, not to a new shell. Closing this terminal leaves the process running.',
  /** For the shell of a debug container, which may not draw its prompt again. */
  noPrompt: 'No prompt? Press Enter.',
  readOnly: 'Attached, read-only',
  /** @param name the terminal's name */
  terminal: (name: string) => `${name}, attached to the main process`,
  detach: 'Detach',
  detachHint: 'Leave the container’s main process running (Ctrl+P Ctrl+Q).',
  connecting: 'Attaching…',
  ready: (container: string) => `Attached to the main process of container ${container}.`,
  ended: (code: number | null) =>
    code === null ? 'Detached.' : `The container’s main process ended with exit code ${code}.`,
  again: 'Attach again',
  againKey: 'Press Enter to attach again.',
  interruptHeld: 'Ctrl+C may stop the container’s main process. Press Ctrl+C again to send it.',
  /** @param seconds how long the server stays attached; 0: not at all */
  lostKept: (seconds: number, terminals: number) =>
    seconds === 0
      ? `The ${terminals === 1 ? 'container’s process keeps' : 'containers’ processes keep'} running.`
      : `${terminals === 1 ? 'This terminal stays' : 'Your terminals stay'} attached for up to ${formatDuration(seconds, ENGLISH_UNITS)}; what you type is sent on reconnect.`,
  draining: (seconds?: number) =>
    `The server is shutting down and will detach${seconds === undefined ? '' : ` in ${formatDuration(seconds, ENGLISH_UNITS)}`}. The container’s process keeps running.`,
  tokenExpiring:
    'Your token expires soon, which will detach this terminal. The container’s process keeps running.',
  noInput: 'This process doesn’t read input. You can only watch its output.',
} as const;
