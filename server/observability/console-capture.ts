/** Logs what libraries write to the console: one escaped line each, with a level. */

import { format, stripVTControlCharacters } from 'node:util';
import type { Logger } from '#server/ports.ts';

type ConsoleMethod = 'debug' | 'log' | 'info' | 'warn' | 'error' | 'trace';

/** The log level of each console method. Next reports failed pages with `error`. */
const LEVELS = {
  debug: 'debug',
  trace: 'debug',
  log: 'info',
  info: 'info',
  warn: 'warn',
  error: 'error',
} as const satisfies Record<ConsoleMethod, keyof Logger>;

/** The methods that {@link captureConsole} replaces. */
export type CapturedConsole = Pick<Console, ConsoleMethod>;

/** Emits Node's deprecations and warnings: `process`. */
export interface WarningSource {
  removeAllListeners(event: 'warning'): unknown;
  on(event: 'warning', listener: (warning: Error) => void): unknown;
}

/** Longest text of a line, in characters: errors may quote a whole request. */
const MAX_TEXT = 4_000;

/**
 * Sends what is written to `target`, and the warnings of `warnings`, to the logger. An error among the arguments becomes
 * the line's `err`. Colours are left out. Raw text in the log could forge lines and move a terminal's cursor.
 */
export function captureConsole(target: CapturedConsole, warnings: WarningSource, logger: Logger): void {
  for (const method of Object.keys(LEVELS) as ConsoleMethod[]) {
    target[method] = (...values: unknown[]) => {
      const error = values.find((value) => value instanceof Error);
      const rest = error === undefined ? values : values.filter((value) => value !== error);
      const text = rest.length === 0 ? String(error) : format(...rest);
      const plain = stripVTControlCharacters(text.slice(0, MAX_TEXT));
      logger[LEVELS[method]]({ from: 'console', ...(error === undefined ? {} : { err: error }) }, plain);
    };
  }
  warnings.removeAllListeners('warning');
  warnings.on('warning', (warning) => logger.warn({ from: 'node', err: warning }, warning.message));
}
