/** Who may know of a recording, and read it. */

import type { Caller } from '#server/ports.ts';
import type { StoredMeta } from '../ports.ts';

/** True for one's own, and for members of the groups that read everybody's. */
export function mayRead(
  { userId, groups }: Pick<Caller, 'userId' | 'groups'>,
  meta: Pick<StoredMeta, 'userId'>,
  readers: readonly string[],
): boolean {
  return meta.userId === userId || groups.some((group) => readers.includes(group));
}
