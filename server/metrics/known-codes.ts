/** Bounds the labels that hold codes: nothing that a client or a cluster sends can make a new one. */

import { STATUS_CODES } from 'node:http';
import { END_CODES, EXIT_CAUSES } from '#protocol/end-codes.ts';
import { PROBLEMS } from '#protocol/problem.ts';
import type { SessionEnd } from '#server/terminal/session-observer.ts';

/** Causes of a session's end that Podshell brings about on purpose. */
const ENDED = [
  'closed-by-user',
  'page-closed',
  'connection-lost',
  'never-connected',
  'server-stopped',
  'idle-limit',
  'life-limit',
  'unattached-limit',
  'token-expired',
  'drain-over',
  'recording-failed',
  'ended-by-server',
] as const satisfies readonly SessionEnd['cause'][];

const ENDED_SET: ReadonlySet<string> = new Set(ENDED);

const KNOWN: ReadonlySet<string> = new Set([
  ...Object.keys(PROBLEMS),
  ...END_CODES,
  ...EXIT_CAUSES,
  ...ENDED,
  'bad-message',
  'message-too-big',
]);

/** The code as a label: '' where there is none, `other` for one that is not known. */
export function codeLabel(code: string | undefined): string {
  if (code === undefined || code === '') return '';
  return KNOWN.has(code) ? code : 'other';
}

/** How a session ended, by its cause. */
export function endResult(cause: string): 'exited' | 'ended' | 'failed' {
  if (cause === 'process-exited') return 'exited';
  return ENDED_SET.has(cause) ? 'ended' : 'failed';
}

/** An HTTP status as a label: `none` without an answer, `other` for a number that is no status. */
export function statusLabel(status: number | undefined): string {
  if (status === undefined) return 'none';
  return STATUS_CODES[status] === undefined ? 'other' : String(status);
}
