/** What users of open shells are told when the server is stopped. */

import { type Expiry, KEEPS_RUNNING } from '../terminal/process/lifetime.ts';
import type { SessionNotice } from '../terminal/session-notice.ts';

/** @param seconds that open shells have left, a whole number */
export function drainNotice(seconds: number): SessionNotice {
  const text = `This server is shutting down. Your shell keeps running for up to ${seconds} s: save your work.`;
  const attached = `This server is shutting down, and detaches in up to ${seconds} s. The container's process keeps running.`;
  return { text, attached, level: 'warning', code: 'draining', seconds };
}

/**
 * Why a shell ends with one of several replicas.
 * @param seconds that open shells had
 */
export function drainOver(replica: string, seconds: number): Expiry {
  const limit = seconds > 0 ? `, and its time limit for open terminals (${seconds} s) is over` : '';
  const what = `The Podshell replica ${replica} was shut down${limit}.`;
  return {
    code: 'drain-over',
    reason: `${what} Open a new one.`,
    detached: `${what} ${KEEPS_RUNNING}`,
  };
}
