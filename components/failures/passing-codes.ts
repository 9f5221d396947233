/** Which failures may pass without the user. Apart from the table of failures, which a page needs only when one is shown. */

import type { FailureCode } from './failure-codes.ts';

const PASSING = new Set<string>([
  // Lists stay: the user may sign in beside them.
  'unauthenticated',
  'sign-in-unavailable',
  'too-many-attempts',
  'too-many-requests',
  'internal-error',
  'cluster-error',
  'cluster-unreachable',
  'audit-unavailable',
  'recording-store-unavailable',
  'recording-unavailable',
  'draining',
  'replica-unreachable',
  'server-unreachable',
  'bad-answer',
] satisfies FailureCode[]);

/** True for failures that may pass without the user: pages that show live data ask again by themselves. */
export function isPassing(code: string): boolean {
  return PASSING.has(code);
}
