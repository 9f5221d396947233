import type { ToastCode } from '#protocol/end-codes.ts';
import type { ToastLevel, ToastMessage } from '#protocol/messages.ts';

/** What the owner of a session is told that is no output. */
export interface SessionNotice {
  readonly text: string;
  readonly level: ToastLevel;
  readonly code: ToastCode;
  /** What it announces comes after so many seconds at the latest. A whole number. */
  readonly seconds?: number;
}

export function toastOf({ text, level, code, seconds }: SessionNotice): ToastMessage {
  const when = seconds === undefined ? {} : { Seconds: seconds };
  return { Op: 'toast', Data: text, Level: level, Code: code, ...when };
}
