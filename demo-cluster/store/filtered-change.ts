/** How a change appears to a watch with selectors. */

import type { KubernetesObject } from '../ports.ts';
import type { Change, ChangeType } from './collection.ts';

export interface VisibleChange {
  readonly type: ChangeType;
  readonly object: KubernetesObject;
}

/**
 * The change as seen through `matches`: an object that starts to match is ADDED, one that stops is DELETED in its
 * last matching state with the revision of the change. Undefined if the watcher sees nothing.
 */
export function visibleChange(
  change: Change,
  matches: (object: KubernetesObject) => boolean,
): VisibleChange | undefined {
  const before = change.previous !== undefined && matches(change.previous);
  const after = change.type !== 'DELETED' && matches(change.object);
  if (after) return { type: before ? 'MODIFIED' : 'ADDED', object: change.object };
  if (!before) return undefined;
  if (change.type === 'DELETED') return { type: 'DELETED', object: change.object };
  const last = change.previous ?? change.object;
  return {
    type: 'DELETED',
    object: { ...last, metadata: { ...last.metadata, resourceVersion: String(change.revision) } },
  };
}
