import { formatNumber } from '#components/language/numbers.ts';

const lineCount = (lines: number) => `${formatNumber(lines)} ${lines === 1 ? 'line' : 'lines'}`;

export const messages = {
  title: (pod: string, where: string) => `Logs of ${pod} (${where})`,
  invalidTitle: 'Invalid link',
  invalidText: 'Check the address, or choose a pod in the list of pods.',
  invalidName: (name: string) => `“${name}” isn’t a valid name.`,
  log: 'Log',
  toPods: 'Pods',
  openShell: 'Shell',
  openShellHint: (container: string) => `Open a shell in container ${container}`,
  /** @param where namespace and context */
  openShellName: (pod: string, container: string, where: string) =>
    `Shell in ${pod}, container ${container}, ${where}`,
  fullPage: 'Open full page',
  namespace: 'Namespace',
  context: 'Context',
  container: 'Container',
  allContainers: 'All containers',
  run: 'Run',
  currentRun: 'Current run',
  previousRun: 'Previous run',
  range: 'Range',
  ranges: {
    '500': 'Last 500 lines',
    '5000': 'Last 5,000 lines',
    all: 'All lines',
    '5m': 'Last 5 min',
    '1h': 'Last hour',
    '1d': 'Last 24 h',
  },
  fromLine: 'From the linked line',
  times: 'Timestamps',
  timeKinds: { off: 'No timestamps', local: 'Local time', utc: 'UTC', relative: 'Time ago' },
  ago: {
    seconds: (value: number) => `${value} s ago`,
    minutes: (value: number) => `${value} min ago`,
    hours: (value: number) => `${value} h ago`,
    days: (value: number) => `${value} d ago`,
  },
  filter: 'Filter lines',
  filterPlaceholder: 'Filter, e.g. error -health /5\\d\\d/',
  filterHelp:
    'Words must all be in the line. “several words” in quotes, /expression/ between slashes, level:warn for warnings and errors. A minus excludes.',
  clearFilter: 'Clear filter',
  badExpression: (expression: string) => `/${expression}/ isn’t a valid regular expression.`,
  search: {
    name: 'Find',
    field: 'Find in lines',
    up: 'Previous match',
    upHint: 'Previous match (Enter)',
    down: 'Next match',
    downHint: 'Next match (Shift+Enter)',
    close: 'Close search',
    count: (index: number, all: number) =>
      index > 0
        ? `${formatNumber(index)} of ${formatNumber(all)}`
        : all === 1
          ? '1 match'
          : `${formatNumber(all)} matches`,
    none: 'No results',
  },
  wrap: 'Wrap long lines',
  more: 'More',
  columns: {
    title: 'Columns of JSON fields',
    none: 'No JSON fields in the newest lines.',
    up: (name: string) => `Move ${name} to the left`,
    down: (name: string) => `Move ${name} to the right`,
    reset: 'Show whole lines',
  },
  copyLines: 'Copy the lines shown',
  copied: 'Copied',
  refused: 'The browser doesn’t allow copying',
  download: 'Download the lines shown',
  downloadAll: (container: string) => `Download the whole log of ${container}`,
  copyLineLink: 'Copy link to line',
  newLines: (lines: number) => `${lineCount(lines)} below. Jump to now`,
  jump: 'Jump to now',
  allPods: 'All pods',
  noPods: 'No pod matches. New pods appear automatically.',
  /** How many of several logs are in a state. */
  ofLogs: (some: number, all: number) => `(${some} of ${all} logs)`,
  leftOut: (most: number, all: number) => `Reading ${most} of ${all} logs. Choose a container or fewer pods.`,
  nothing: 'The log is empty.',
  nothingYet: 'No lines yet. New lines appear automatically.',
  nothingPasses: 'No lines match the filter.',
  loading: 'Loading the log…',
  shown: (lines: number, total: number) =>
    lines === total ? lineCount(total) : `${formatNumber(lines)} of ${lineCount(total)}`,
  dropped: (lines: number) => `${lineCount(lines)} dropped: the page keeps the newest 100,000`,
  /** On paper. */
  printedLoaded: 'Only loaded lines are printed; the log may have earlier ones',
  states: {
    connecting: 'Connecting…',
    live: 'Live',
    waiting: 'Container not running. Waiting for its next run',
    reconnecting: 'Reconnecting…',
    ended: 'Complete',
    failed: 'Failed',
  },
  retry: 'Reconnect now',
  tryAgain: 'Try again',
  readCurrent: 'Show the current run',
  retrying: 'Retrying automatically.',
  fields: 'Fields of the line',
  levels: { error: 'Error', warn: 'Warning', info: 'Info', debug: 'Debug' },
} as const;
