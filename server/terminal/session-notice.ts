import type { ToastCode } from '#protocol/end-codes.ts';
import type { ToastLevel, ToastMessage } from '#protocol/messages.ts';

/** What the owner of a session is told that is no output. */
export interface SessionNotice {
  readonly text: string;
  /** The sentence where the session is attached to a container's main process, if it differs. */
  readonly attached?: string;
  readonly level: ToastLevel;
  readonly code: ToastCode;
  /** What it announces comes after so many seconds at the latest. A whole number. */
  readonly seconds?: number;
}

/** @param isAttached whether the session is attached to a container's main process */
export function toastOf(notice: SessionNotice, isAttached: boolean): ToastMessage {
  const { text, attached, level, code, seconds } = notice;
  const when = seconds === undefined ? {} : { Seconds: seconds };
  return { Op: 'toast', Data: isAttached ? (attached ?? text) : text, Level: level, Code: code, ...when };
}
