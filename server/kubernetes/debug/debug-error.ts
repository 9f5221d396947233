import type { DebugCode } from '#protocol/debug.ts';

/** There is no debug container. The message is for the user: cause, then next step. */
export class DebugError extends Error {
  readonly code: DebugCode;

  constructor(code: DebugCode, message: string) {
    super(message);
    this.name = 'DebugError';
    this.code = code;
  }
}
