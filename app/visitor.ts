import { createHash } from 'node:crypto';
import { isPodshellError } from '#protocol/problem.ts';
import { type Caller, getRuntime } from '#server/runtime.ts';

/** Who asks for the page; undefined on the pages that are open to everybody, for a visitor who is not signed in. */
export function visitor(): Caller | undefined {
  try {
    return getRuntime().caller();
  } catch (error) {
    if (isPodshellError(error)) return undefined;
    throw error;
  }
}

/** Tells users apart without naming them: the same for every sign-in of one user. '' for nobody. */
export function userTag(caller: Caller | undefined): string {
  return caller === undefined
    ? ''
    : createHash('sha256').update(caller.userId).digest('base64url').slice(0, 16);
}
