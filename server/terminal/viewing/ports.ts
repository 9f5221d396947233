/** What watching needs from others. */

import type { Caller } from '#server/ports.ts';
import type { Connection, ShellReview, ShellTarget } from '../ports.ts';
import type { KeyboardReturn } from './keyboard.ts';

/** Asks whether somebody may exec where a shell runs, with their own identity. */
export type ReviewExec = (caller: Caller, target: ShellTarget) => ShellReview;

/** Why a watcher is one no more. Stable words, for the audit log. */
export type ViewEndCause =
  /** Its page was closed, or its connection lost. */
  | 'left'
  /** The owner has removed the watcher. */
  | 'removed'
  /** The owner has ended the link. */
  | 'link-ended'
  /** The link was too old. */
  | 'link-expired'
  /** It may exec there no more, or its sign-in has ended. */
  | 'permission-lost'
  /** The shell has ended. */
  | 'shell-ended';

/** Learns who watches a shell, for logs. Must not throw. */
export interface ViewObserver {
  /** The owner has made a link. */
  onShared(): void;
  /** @param connection the watcher's */
  onViewed(connection: Connection): void;
  onRefused(connection: Connection, code: string): void;
  /** @param ms how long it has watched, in milliseconds */
  onLeft(connection: Connection, ms: number, cause: ViewEndCause): void;
  /** A watcher has got the keyboard. */
  onHandedOver(connection: Connection): void;
  /** @param bytes that the watcher has typed since @param ms since then, in milliseconds */
  onReturned(connection: Connection, use: { bytes: number; ms: number; why: KeyboardReturn }): void;
}
