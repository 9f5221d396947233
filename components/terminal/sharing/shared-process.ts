import type { AttachedTo } from '../connection/connection-state.ts';

/** What a terminal that others watch shows: a shell of its own, a container's main process, or a debug container. */
export type SharedProcess = 'shell' | 'main' | 'debug';

/** @param attached what the terminal is attached to; null for a shell of its own */
export function sharedProcess(attached: AttachedTo | null): SharedProcess {
  if (attached === null) return 'shell';
  return attached.debug ? 'debug' : 'main';
}
