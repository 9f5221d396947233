/** Names of the signals that end programs in practice. */
const SIGNALS: Readonly<Record<number, string>> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  3: 'SIGQUIT',
  6: 'SIGABRT',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  13: 'SIGPIPE',
  15: 'SIGTERM',
};

/** The name of a signal, for instance `SIGKILL`; '' if it is not listed. */
export function signalName(signal: number): string {
  return SIGNALS[signal] ?? '';
}
