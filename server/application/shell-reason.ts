/** Why a user opens a shell, where the operator wants to know it. */

import { MAX_REASON_CHARACTERS } from '#protocol/limits.ts';
import { isPodshellError, PodshellError } from '#protocol/problem.ts';
import type { ReasonMode } from '../config/reason-rules.ts';

/**
 * The reason for the audit log; undefined without one.
 * @param given undefined: the client says nothing of it. Null: its user was not asked yet. '': they gave none
 * @throws PodshellError `reason-required`, and `reason-optional` for null: ask the user
 */
export function reasonFor(
  mode: ReasonMode,
  namespace: string,
  given: string | null | undefined,
): string | undefined {
  const reason = given?.trim() || undefined;
  if (reason !== undefined) return reason;
  if (mode === 'required') {
    throw new PodshellError(
      'reason-required',
      `Opening a shell in namespace "${namespace}" requires a reason of at most ${MAX_REASON_CHARACTERS} characters. It is recorded in the audit log.`,
    );
  }
  if (mode === 'optional' && given === null) {
    throw new PodshellError(
      'reason-optional',
      `You can give a reason for opening a shell in namespace "${namespace}", or leave it empty. It is recorded in the audit log.`,
    );
  }
  return undefined;
}

/** True where a client asks whether to ask its user: that is no attempt to open a shell without a reason. */
export function isReasonQuestion(given: string | null | undefined, error: unknown): boolean {
  return given === null && isPodshellError(error) && error.code.startsWith('reason-');
}
