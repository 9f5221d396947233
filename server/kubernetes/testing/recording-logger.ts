import type { Logger } from '#server/terminal/ports.ts';

export interface RecordingLogger extends Logger {
  /** `warn message`, in order. */
  readonly lines: string[];
}

/** Keeps what is logged, fields left out. */
export function createRecordingLogger(): RecordingLogger {
  const lines: string[] = [];
  const at =
    (level: string) =>
    (_fields: object, message: string): void => {
      lines.push(`${level} ${message}`);
    };
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
