/** Apart from the table of problems, because every page of pods loads it. */

import type { ProblemCode } from './problem.ts';

const REFUSED: ReadonlySet<string> = new Set<ProblemCode>(['forbidden', 'impersonation-refused']);

/** True where the cluster refuses what was asked for: the caller, or Podshell on their behalf, may not. */
export function isPermissionRefused(code: string): boolean {
  return REFUSED.has(code);
}
