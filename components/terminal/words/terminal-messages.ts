/** Every sentence about a terminal that a user reads or hears. */

import { LEAVE_KEY, SEARCH_KEY, SEARCH_KEY_MAC } from '../screen/key-bindings.ts';
import { signalName } from './signal-name.ts';

const number = new Intl.NumberFormat('en');

export const messages = {
  terminal: (pod: string, container: string) =>
    container === '' ? `Terminal in pod ${pod}` : `Terminal in pod ${pod}, container ${container}`,
  /** One of several terminals side by side, which may be of the same container. */
  nthTerminal: (name: string, nth: number) => `${name}, ${number.format(nth)}`,
  keysHint: `Keys go to the shell. ${LEAVE_KEY} leaves the terminal.`,
  title: (pod: string, container: string) => (container === '' ? pod : `${pod} · ${container}`),

  toPods: 'Back to the pods',
  container: 'Container',
  namespace: 'Namespace',
  context: 'Context',
  shell: 'Shell',

  endShell: 'End',
  endShellHint: 'End the shell and everything that runs in it. Leaving the page keeps it for a while.',
  restart: 'New shell',
  tryAgain: 'Try again',
  takeBack: 'Use it here',
  reload: 'Reload the page',
  retryNow: 'Connect now',

  search: {
    name: 'Search in the terminal',
    open: 'Search',
    openHint: `Search in the output (${SEARCH_KEY}, on macOS ${SEARCH_KEY_MAC})`,
    field: 'Search',
    caseSensitive: 'Match case',
    regex: 'Regular expression',
    up: 'Match above',
    upHint: 'Match above (Enter)',
    down: 'Match below',
    downHint: 'Match below (Shift+Enter)',
    close: 'Close the search',
    none: 'No match',
    invalid: 'Not a regular expression',
    found: (count: number) => (count === 1 ? '1 match' : `${number.format(count)} matches`),
    atLeast: (count: number) => `${number.format(count)} matches or more`,
    nth: (nth: number, count: number) => `${number.format(nth)} of ${number.format(count)}`,
    ofAtLeast: (nth: number, count: number) => `${number.format(nth)} of ${number.format(count)} or more`,
  },

  paste: {
    title: (lines: number) => `Paste ${number.format(lines)} lines?`,
    why: 'A shell may run each line as it comes.',
    more: (lines: number) => (lines === 1 ? 'and 1 line more' : `and ${number.format(lines)} lines more`),
    dontAsk: 'Do not ask again',
    cancel: 'Cancel',
    paste: 'Paste',
  },
  clipboard: {
    question: 'A program in this terminal wants to put text into your clipboard.',
    allow: 'Allow',
    refuse: 'Refuse',
    forbidden: 'The browser does not let this page read the clipboard. Paste with the keyboard.',
  },
  actions: {
    name: 'Terminal actions',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    clear: 'Clear',
    save: 'Save the output',
  },
  touchKeys: {
    name: 'Keys of the terminal',
    arrows: {
      ArrowLeft: 'Left arrow',
      ArrowUp: 'Up arrow',
      ArrowDown: 'Down arrow',
      ArrowRight: 'Right arrow',
    },
    /** Names the key to who cannot see it; it begins with what is on it. */
    holds: (modifier: string) => `${modifier} for the next key`,
  },
  connection: {
    name: 'Connection',
    transport: 'Transport',
    none: 'None',
    median: 'Key to output, median',
    slowest: 'Slowest',
    unknown: 'Not measured',
    milliseconds: (value: number) => `${number.format(value)} ms`,
    typeFirst: 'Type in the terminal to measure it.',
    measured: (count: number) =>
      `From typing a key to the next output, over the last ${count === 1 ? 'key' : `${number.format(count)} keys`}. It contains the way to the pod and back, and the program’s own time.`,
  },
  titleWithBell: (title: string) => `● ${title}`,

  options: 'Terminal options',
  settings: {
    theme: 'Colours',
    themes: {
      app: 'As the pages',
      dark: 'Dark',
      light: 'Light',
      contrast: 'High contrast',
      dusk: 'Dusk',
      ember: 'Ember',
      paper: 'Paper',
    },
    font: 'Font',
    fonts: { bundled: 'JetBrains Mono', system: 'The system’s own' },
    fontSize: 'Font size',
    lineHeight: 'Line height',
    cursorStyle: 'Cursor',
    cursorStyles: { block: 'Block', bar: 'Bar', underline: 'Underline' },
    cursorBlink: 'Blinking cursor',
    cursorBlinkHint: 'Never blinks where the system asks for less motion.',
    scrollback: 'Lines kept',
    warnPaste: 'Ask before many lines',
    warnPasteHint: 'Before a paste that the shell would run line by line.',
    reset: 'As in the beginning',
    number: (value: number) => number.format(value),
  },
  screenReader: 'Screen reader mode',
  screenReaderHint: 'Offers the output as text. Slower.',
  keys: 'Keys',
  keyList: [
    { keys: LEAVE_KEY, does: 'Leave the terminal' },
    { keys: 'Ctrl+Shift+C', does: 'Copy' },
    { keys: 'Ctrl+Shift+V', does: 'Paste' },
    { keys: SEARCH_KEY, does: 'Search' },
  ],
  keyListMac: [
    { keys: LEAVE_KEY, does: 'Leave the terminal' },
    { keys: '⌘C', does: 'Copy' },
    { keys: '⌘V', does: 'Paste' },
    { keys: SEARCH_KEY_MAC, does: 'Search' },
  ],

  states: {
    connecting: 'Connecting',
    ready: 'Connected',
    reconnecting: 'Reconnecting',
    exited: (code: number | null) => (code === null ? 'Ended' : `Exited with ${code}`),
    failed: 'Not connected',
  },
  announce: {
    connecting: 'Opening a shell.',
    ready: (container: string) => `The shell in container ${container} is ready.`,
    reconnecting: 'The connection was lost. Podshell is connecting again.',
    notOpened: 'The server cannot be reached. Podshell tries again.',
    exited: (code: number | null) =>
      code === null ? 'The shell has ended.' : `The shell has ended with exit code ${code}.`,
    failed: (title: string, cause: string, next: string) => `${title}. ${cause} ${next}`,
  },

  fallback: 'Slow line',
  fallbackHint: (transport: string) =>
    `WebSockets do not get through to the server, so the shell runs over HTTP (${transport}). Keys and output take longer. A proxy on the way usually is the cause.`,

  connecting: 'Opening a shell…',
  lost: 'The connection was lost.',
  notOpened: 'The server cannot be reached.',
  lostKept: 'The shell goes on meanwhile, and what you type is kept.',
  connectingAgain: 'Connecting again…',
  connectingIn: (seconds: number) => `Connecting again in ${number.format(seconds)}\u00a0s.`,

  exited: (code: number | null) =>
    code === null ? 'The shell has ended.' : `The shell has ended with exit code ${code}.`,
  endedByServer: 'Podshell has ended it.',
  /** Exit codes that are not the program's own choice. */
  signal: (signal: number) =>
    `Signal ${signal}${signalName(signal) === '' ? '' : ` (${signalName(signal)})`} ended it.`,

  notices: 'Messages',
  closeNotice: 'Close this message',
  inputFull: 'Nothing more of what you type is kept until the connection is back.',
  replaced: 'The shell from before is gone. This is a new one.',
  draining: 'This server is shutting down. Your shell goes on for a while: save what you need.',

  invalidTitle: 'This address names no pod',
  invalidText:
    'Names in Kubernetes are made of lower-case letters, digits and hyphens; a pod’s name may have dots too.',
  invalidName: {
    namespace: (name: string) => `“${name}” is not the name of a namespace.`,
    pod: (name: string) => `“${name}” is not the name of a pod.`,
    container: (name: string) => `“${name}” is not the name of a container.`,
  },
} as const;
