/** Every sentence about a terminal that a user reads or hears. */

import { ENGLISH_UNITS, formatDuration } from '#components/language/duration.ts';
import { formatNumber } from '#components/language/numbers.ts';
import { LEAVE_KEY, SEARCH_KEY, SEARCH_KEY_MAC } from '../screen/input/key-bindings.ts';
import { signalName } from './signal-name.ts';

export const messages = {
  /** Container and context are '' while they are unknown. */
  terminal: (pod: string, container: string, namespace: string, context: string) =>
    [
      `Terminal in pod ${pod}`,
      container === '' ? '' : `container ${container}`,
      `namespace ${namespace}`,
      context === '' ? '' : `context ${context}`,
    ]
      .filter((part) => part !== '')
      .join(', '),
  /** One of several terminals side by side, which may be of the same container. */
  nthTerminal: (name: string, nth: number) => `${name}, ${formatNumber(nth)}`,
  keysHint: `Press ${LEAVE_KEY} to leave the terminal.`,
  /** Where the shell runs comes first: a program chooses its own title. */
  title: (pod: string, container: string, where: string, program: string) =>
    [pod, container, where, program].filter((part) => part !== '').join(' · '),

  toPods: 'Back to pods',
  container: 'Container',
  namespace: 'Namespace',
  context: 'Context',
  shell: 'Shell',

  endShell: 'End',
  endShellHint: 'End the shell and everything running in it.',
  restart: 'New shell',
  restartKey: 'Press Enter for a new shell.',
  tryAgain: 'Try again',
  takeBack: 'Use here',
  signIn: 'Sign in',
  reload: 'Reload page',
  retryNow: 'Reconnect now',

  search: {
    name: 'Search in terminal',
    open: 'Search',
    openItem: 'Search output',
    openHint: `Search output (${SEARCH_KEY}, ${SEARCH_KEY_MAC} on macOS)`,
    field: 'Search',
    caseSensitive: 'Match case',
    regex: 'Regular expression',
    up: 'Previous match',
    upHint: 'Previous match (Enter)',
    down: 'Next match',
    downHint: 'Next match (Shift+Enter)',
    close: 'Close search',
    none: 'No matches',
    invalid: 'Invalid regular expression',
    found: (count: number) => (count === 1 ? '1 match' : `${formatNumber(count)} matches`),
    atLeast: (count: number) => `${formatNumber(count)} or more matches`,
    nth: (nth: number, count: number) => `${formatNumber(nth)} of ${formatNumber(count)}`,
    ofAtLeast: (nth: number, count: number) => `${formatNumber(nth)} of ${formatNumber(count)} or more`,
  },

  paste: {
    name: 'Paste progress',
    progress: (sent: number, total: number) =>
      `Pasting: ${formatNumber(sent)} of ${formatNumber(total)} characters.`,
    stop: 'Stop paste',
    stopped: (sent: number, total: number) =>
      `Paste stopped: ${formatNumber(sent)} of ${formatNumber(total)} characters were sent.`,
    title: (lines: number) => `Paste ${formatNumber(lines)} lines?`,
    why: 'The shell may run each line immediately.',
    characters: (count: number) => `${formatNumber(count)} characters.`,
    marks: 'Control characters and invisible characters are shown as marks.',
    text: 'Text to paste',
    more: (lines: number) => (lines === 1 ? 'and 1 more line' : `and ${formatNumber(lines)} more lines`),
    dontAsk: 'Don’t ask again',
    cancel: 'Cancel',
    paste: 'Paste',
  },
  clipboard: {
    question: 'A program in this terminal wants to copy this text to your clipboard.',
    text: 'Text for the clipboard',
    remember: 'Remember for this terminal',
    allow: 'Allow',
    refuse: 'Deny',
    forbidden: 'The browser blocked access to the clipboard. Paste with the keyboard.',
  },
  /** Of links whose text does not show where they lead. */
  link: {
    hint: (modifier: string, place: string) => `${modifier}+click to open ${place}`,
    question: (place: string) => `Open ${place}?`,
    refused: 'Link blocked. Only web and mail addresses open from here.',
    open: 'Open',
    cancel: 'Cancel',
    close: 'Close',
  },
  actions: {
    name: 'Terminal actions',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    clear: 'Clear',
    save: 'Save output',
    log: 'Log of this container',
    logShort: 'Log',
    otherShell: 'Open another shell…',
    share: 'Share…',
    fullScreen: 'Full screen',
    debug: 'Debug…',
  },
  /** What a kubectl command below a failure is for. */
  kubectl: {
    log: 'To read the container’s log:',
    debug: 'To get a shell beside the container, add a debug container:',
  },
  otherShell: {
    title: 'Open another shell',
    field: 'Shell or command',
    replaces: 'The new shell replaces the one in this terminal.',
    opensHere: 'The shell opens in this terminal.',
    opensNew: 'The shell opens in a new terminal.',
    busy: 'A program is running in this terminal. Opening another shell ends it.',
    ending: { open: 'End and open shell', standard: 'End and use default' },
    label: 'Try another shell or command',
    orDebug: 'Add a debug container with a shell, or open a shell at another path.',
    example: 'e.g. /bin/zsh, or psql -U postgres',
    openQuote: 'Close the quote.',
    open: 'Open shell',
    standard: 'Use default',
    hint: 'Enter a name, a path, or a command with arguments. This browser remembers your choice for the image.',
  },
  touchKeys: {
    name: 'Terminal keys',
    /** Of the keys whose face says too little. */
    names: {
      ArrowLeft: 'Left arrow',
      ArrowRight: 'Right arrow',
      ArrowUp: 'Up arrow',
      ArrowDown: 'Down arrow',
      '-': 'Hyphen',
      '/': 'Slash',
      '|': 'Pipe',
      '~': 'Tilde',
      PageUp: 'PgUp, page up',
      PageDown: 'PgDn, page down',
      Escape: undefined,
      Tab: undefined,
      Home: undefined,
      End: undefined,
    },
    /** Names the key to who cannot see it; it begins with what is on it. */
    holds: (modifier: string) => `${modifier} for the next key`,
  },
  connection: {
    name: 'Connection',
    transport: 'Transport',
    none: 'None',
    shellId: 'Audit ID',
    median: 'Typing latency (median)',
    slowest: 'Typing latency (highest)',
    unknown: 'Not measured',
    milliseconds: (value: number) => `${formatNumber(value)} ms`,
    typeFirst: 'Type in the terminal to measure latency.',
    measured: (count: number) =>
      `Time from a key press to the next output, over the last ${count === 1 ? 'key' : `${formatNumber(count)} keys`}. Includes the round trip to the pod and the program’s own time.`,
  },
  titleWithBell: (title: string) => `● ${title}`,

  options: 'Terminal options',
  optionsGroup: 'Terminals',
  optionsKeywords: 'settings font color theme cursor scrollback',
  settings: {
    theme: 'Colors',
    themes: {
      app: 'Match the page',
      dark: 'Dark',
      light: 'Light',
      contrast: 'High contrast',
      dusk: 'Dusk',
      ember: 'Ember',
      paper: 'Paper',
    },
    font: 'Font',
    fonts: { bundled: 'JetBrains Mono', system: 'System font' },
    fontSize: 'Font size',
    lineHeight: 'Line height',
    cursorStyle: 'Cursor',
    cursorStyles: { block: 'Block', bar: 'Bar', underline: 'Underline' },
    cursorBlink: 'Blinking cursor',
    cursorBlinkHint: 'Off when your system is set to reduce motion.',
    scrollback: 'Scrollback lines',
    warnPaste: 'Confirm multi-line paste',
    warnPasteHint: 'Ask before pasting text that the shell may run line by line.',
    optionIsMeta: 'Option as Meta',
    optionIsMetaHint: 'Sends Option+B as Alt+B. Option then types no special characters.',
    detachKeys: 'Detach with Ctrl+P Ctrl+Q',
    detachKeysHint: 'In terminals that are attached to a container’s main process.',
    reset: 'Reset to defaults',
    number: formatNumber,
  },
  screenReader: 'Screen reader mode',
  screenReaderHint: 'Lets screen readers read the output. Slower.',
  keys: 'Keys',
  keyList: [
    { keys: LEAVE_KEY, does: 'Leave the terminal' },
    { keys: 'Ctrl+Shift+C', does: 'Copy' },
    { keys: 'Ctrl+Shift+V', does: 'Paste' },
    { keys: SEARCH_KEY, does: 'Search' },
    { keys: 'Shift+drag', does: 'Select in a program that uses the mouse' },
  ],
  keyListMac: [
    { keys: LEAVE_KEY, does: 'Leave the terminal' },
    { keys: '⌘C', does: 'Copy' },
    { keys: '⌘V', does: 'Paste' },
    { keys: SEARCH_KEY_MAC, does: 'Search' },
    { keys: '⌥drag', does: 'Select in a program that uses the mouse' },
  ],

  /** Keys that a terminal does not send to the shell, in the list of shortcuts. */
  listedKeys: {
    group: 'Terminal',
    leave: 'Leave terminal',
    copy: 'Copy selection',
    paste: 'Paste',
    search: 'Search output',
    restart: 'New shell after the shell has ended',
    buttons: 'Go to the buttons after the shell has ended',
    searchGroup: 'Search in terminal',
    previous: 'Previous match',
    next: 'Next match',
    close: 'Close search',
  },

  states: {
    connecting: 'Connecting',
    ready: 'Connected',
    quiet: 'Not responding',
    reconnecting: 'Reconnecting',
    exited: (code: number | null) => (code === null ? 'Ended' : `Exit code ${code}`),
    asking: 'Waiting for a reason',
    failed: 'Not connected',
  },
  announce: {
    connecting: 'Opening a shell.',
    ready: (container: string) => `Shell in container ${container} is ready.`,
    quiet: 'The terminal is not responding.',
    reconnecting: 'Connection lost. Reconnecting.',
    notOpened: 'Can’t reach the server. Retrying automatically.',
    exited: (code: number | null) =>
      `${code === null ? 'The shell ended.' : `The shell ended with exit code ${code}.`} Press Enter in the terminal for a new shell.`,
    failed: (title: string, cause: string, next: string) => `${title}. ${cause} ${next}`,
  },

  recording: {
    badge: 'Recorded',
    /** @param strict the terminal closes when its recording fails */
    hint: (strict: boolean) =>
      `The output of this terminal is recorded. What you type isn’t, unless the program shows it.${strict ? ' If recording fails, the server closes the terminal.' : ''}`,
    started:
      'This terminal is recorded: its output, not what you type, unless the program shows it. You can replay the recording, and so can people whom your Podshell admin has allowed to.',
    gap: 'Parts of the output are missing from the recording. The terminal keeps working.',
    lost: 'The store of recordings lost the beginning of this recording, so it can’t be replayed. The terminal keeps working. Tell your Podshell admin.',
  },
  fallback: 'Slow connection',
  fallbackHint: (transport: string) =>
    `WebSocket connections to the server are blocked, usually by a proxy. The shell uses HTTP (${transport}) instead, which makes typing and output slower.`,

  connecting: 'Opening a shell…',
  lost: 'Connection lost.',
  lostMany: (terminals: number) => `Connection lost in ${terminals} terminals.`,
  notOpened: 'Can’t reach the server.',
  /** @param seconds how long the server keeps the shells; 0: not at all */
  lostKept: (seconds: number, terminals: number) =>
    seconds === 0
      ? 'This server ends a shell when its connection drops.'
      : `Your ${terminals === 1 ? 'shell keeps running' : 'terminals stay open'} for up to ${formatDuration(seconds, ENGLISH_UNITS)}; what you type is sent on reconnect.`,
  /** @param seconds as in `lostKept` */
  signInKept: (seconds: number) =>
    seconds === 0
      ? 'This server ends a shell when its connection drops.'
      : `Your shell keeps running for up to ${formatDuration(seconds, ENGLISH_UNITS)}, unless the cluster has rejected your credentials; what you type is sent after you sign in.`,
  /** @param reopen seconds that a shell is kept after its page was closed or left, if not as long as after a drop */
  goneAfter: (resume: number, reopen: number) => {
    const away =
      reopen === 0
        ? ', or left the page'
        : reopen < resume
          ? `, or left the page for more than ${formatDuration(reopen, ENGLISH_UNITS)}`
          : '';
    return `You were disconnected for more than ${formatDuration(resume, ENGLISH_UNITS)}${away}, or the server restarted.`;
  },
  connectingAgain: 'Reconnecting…',
  connectingIn: (seconds: number) => `Reconnecting in ${formatNumber(seconds)}\u00a0s.`,

  exited: (code: number | null) =>
    code === null ? 'The shell ended.' : `The shell ended with exit code ${code}.`,
  endedByServer: 'Podshell ended the shell.',
  detached: 'Detached. The container’s process keeps running.',
  /** Exit codes that are not the program's own choice. */
  signal: (signal: number) =>
    `Ended by signal ${signal}${signalName(signal) === '' ? '' : ` (${signalName(signal)})`}.`,

  notices: 'Notifications',
  closeNotice: 'Dismiss notification',
  inputFull: 'Input buffer full. Keys are discarded until the connection is back.',
  replaced: 'Your previous shell has ended. This is a new shell.',
  draining: (seconds?: number) =>
    `The server is shutting down and will end your shell${seconds === undefined ? '' : ` in ${formatDuration(seconds, ENGLISH_UNITS)}`}. Save your work.`,
  tokenExpiring: 'Your token expires soon, which will end this shell. Save your work.',

  invalidTitle: 'Invalid link',
  invalidText: 'Kubernetes names use lowercase letters, digits and hyphens. Pod names may also contain dots.',
  invalidName: {
    namespace: (name: string) => `“${name}” is not a valid namespace name.`,
    pod: (name: string) => `“${name}” is not a valid pod name.`,
    container: (name: string) => `“${name}” is not a valid container name.`,
  },
} as const;
