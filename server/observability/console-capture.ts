/** Brings what libraries write to the console into the log: as one line each, escaped, with a level. */

import { format } from 'node:util';
import type { Logger } from '#server/ports.ts';

type ConsoleMethod = 'debug' | 'log' | 'info' | 'warn' | 'error' | 'trace';

/** A console's methods by the level that their text is logged at. Next reports failed pages by `error`. */
const LEVELS = {
  debug: 'debug',
  trace: 'debug',
  log: 'info',
  info: 'info',
  warn: 'warn',
  error: 'error',
} as const satisfies Record<ConsoleMethod, keyof Logger>;

/** What {@link captureConsole} takes over. */
export type CapturedConsole = Pick<Console, ConsoleMethod>;

/** Where Node reports deprecations and its own warnings. */
export interface WarningSource {
  removeAllListeners(event: 'warning'): unknown;
  on(event: 'warning', listener: (warning: Error) => void): unknown;
}

/** The longest text of one line, in characters: errors may quote a whole request. */
const MAX_TEXT = 4_000;

/**
 * From now on what is written by `target` and warned of by `warnings` goes to the logger. An error among the
 * arguments becomes the line's `err`. Raw text on the log's stream could forge lines and move a terminal's cursor.
 */
export function captureConsole(target: CapturedConsole, warnings: WarningSource, logger: Logger): void {
  for (const method of Object.keys(LEVELS) as ConsoleMethod[]) {
    target[method] = (...values: unknown[]) => {
      const error = values.find((value) => value instanceof Error);
      const rest = error === undefined ? values : values.filter((value) => value !== error);
      const text = (rest.length === 0 ? String(error) : format(...rest)).slice(0, MAX_TEXT);
      logger[LEVELS[method]]({ from: 'console', ...(error === undefined ? {} : { err: error }) }, text);
    };
  }
  warnings.removeAllListeners('warning');
  warnings.on('warning', (warning) => logger.warn({ from: 'node', err: warning }, warning.message));
}
