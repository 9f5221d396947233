/** A logger for tests that keeps what it is told. */

import type { Logger } from '../ports.ts';

export interface LogRecord {
  readonly level: keyof Logger;
  readonly fields: object;
  readonly message: string;
}

export class RecordingLogger implements Logger {
  readonly records: LogRecord[] = [];

  debug(fields: object, message: string): void {
    this.records.push({ level: 'debug', fields, message });
  }

  info(fields: object, message: string): void {
    this.records.push({ level: 'info', fields, message });
  }

  warn(fields: object, message: string): void {
    this.records.push({ level: 'warn', fields, message });
  }

  error(fields: object, message: string): void {
    this.records.push({ level: 'error', fields, message });
  }

  /** The records of one level, in order. */
  of(level: keyof Logger): LogRecord[] {
    return this.records.filter((record) => record.level === level);
  }
}
