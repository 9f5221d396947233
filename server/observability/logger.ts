/** The server's log: one line for each event, as JSON, or as plain text in a terminal. */

import pino from 'pino';
import { visibleJson } from '#protocol/visible-text.ts';
import type { Settings } from '#server/config/settings.ts';
import type { Logger } from '#server/ports.ts';
import { formatLine } from './terminal-line.ts';

/** Receives the lines, each with its line break. */
export interface LogSink {
  write(line: string): unknown;
}

export interface LoggerOptions {
  readonly level: Settings['logLevel'];
  /** True: plain text instead of JSON. */
  readonly terminal: boolean;
  readonly sink: LogSink;
  /** Fields of every line, unless it has its own: of the request that is being answered. Default: none. */
  readonly fields?: () => object;
}

const SECRET_FIELDS = ['authorization', 'cookie', 'set-cookie', 'token', 'password', 'secret'];

/** Creates a logger. It masks fields named like credentials, at the top level and one level below. */
export function createLogger({ level, terminal, sink, fields = () => ({}) }: LoggerOptions): Logger {
  return pino(
    {
      level,
      base: null,
      mixin: fields,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError },
      redact: {
        paths: SECRET_FIELDS.flatMap((name) => [`["${name}"]`, `*["${name}"]`]),
        censor: '[masked]',
      },
    },
    { write: (line: string) => sink.write(terminal ? formatLine(line) : visibleJson(line)) },
  ) satisfies Logger;
}

/** Only name, message, code, stack and cause: errors of HTTP clients have the request with its credentials as a property. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  return {
    type: error.name,
    message: error.message,
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    stack: error.stack,
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}
