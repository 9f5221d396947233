/** What users of open shells are told when the server is stopped. */

import type { Expiry } from './terminal/process/lifetime.ts';

/** @param seconds that open shells have left */
export function drainNotice(seconds: number): string {
  return `This server is shutting down. Your shell keeps running for up to ${seconds} s: save your work.`;
}

/**
 * Why a shell ends with one of several replicas.
 * @param seconds that open shells had
 */
export function drainOver(replica: string, seconds: number): Expiry {
  const limit = seconds > 0 ? `, and its time limit for open shells (${seconds} s) is over` : '';
  return {
    code: 'drain-over',
    reason: `The Podshell replica ${replica} was shut down${limit}. Open a new one.`,
  };
}
