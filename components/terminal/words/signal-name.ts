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

/** A signal by name, for instance `SIGKILL`; '' for one that has none here. */
export function signalName(signal: number): string {
  return SIGNALS[signal] ?? '';
}
