/** The error of a test whose shell does not do what was expected. */

import type { TerminalRecord } from './terminal-record.ts';

/** Screen lines in a message: enough for the stack trace of most programs. */
const SHOWN_LINES = 30;

/** What went wrong, and what the terminal showed. */
export interface Evidence {
  /** The call and its outcome in one sentence, for instance `waitForText(/ready/): not seen within 5000 ms.` */
  readonly problem: string;
  /** The page's address. */
  readonly url: string;
  /** The terminal; undefined when the page has none. */
  readonly terminal: TerminalRecord | undefined;
}

/** The message has the expectation, the terminal's state, and the end of its screen. */
export class PodShellError extends Error {
  override readonly name = 'PodShellError';
  readonly evidence: Evidence;

  constructor(evidence: Evidence, options?: ErrorOptions) {
    super(words(evidence), options);
    this.evidence = evidence;
  }
}

function words({ problem, url, terminal }: Evidence): string {
  if (terminal === undefined)
    return [problem, `Page: ${url}`, 'The page doesn’t have this terminal.'].join('\n');
  const { namespace, pod, container, text } = terminal;
  const place = container === '' ? `${namespace}/${pod}` : `${namespace}/${pod}, container ${container}`;
  const lines = text.split('\n');
  const shown = lines.slice(-SHOWN_LINES);
  const heading =
    text === ''
      ? 'Screen: empty'
      : `Screen${shown.length < lines.length ? `, the last ${SHOWN_LINES} of ${lines.length} lines` : ''}:`;
  return [
    problem,
    `Page: ${url}`,
    `Terminal: ${place}`,
    `State: ${stateOf(terminal)}`,
    heading,
    ...(text === '' ? [] : shown.map((line) => `  | ${line}`)),
  ].join('\n');
}

function stateOf({ state, exitCode, failure }: TerminalRecord): string {
  if (state === 'exited') return exitCode === null ? 'exited' : `exited with code ${exitCode}`;
  if (failure === null) return state;
  return failure.detail === ''
    ? `${state}: ${failure.code}`
    : `${state}: ${failure.code} (${failure.detail})`;
}
