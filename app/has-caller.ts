import { isPodshellError } from '#protocol/problem.ts';
import { getRuntime } from '#server/runtime.ts';

/** False on the pages that are open to everybody, for a visitor who is not signed in. */
export function hasCaller(): boolean {
  try {
    getRuntime().caller();
    return true;
  } catch (error) {
    if (isPodshellError(error)) return false;
    throw error;
  }
}
