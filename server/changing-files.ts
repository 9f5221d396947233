/**
 * Notices that files have changed by looking at them again and again: that also sees a file that was replaced by a rename
 * or behind a symbolic link (as Kubernetes replaces mounted secrets), and works where file events do not (network file
 * systems).
 */

import { type BigIntStats, promises as fs } from 'node:fs';
import type { Clock } from './ports.ts';

/** The state of a file that is not there. */
export const MISSING = '';

/** What `stat` says of a file, as one text: another one after each change. Never rejects. */
export async function fileState(file: string): Promise<string> {
  const stats: BigIntStats | undefined = await fs.stat(file, { bigint: true }).catch(() => undefined);
  if (stats === undefined) return MISSING;
  return [stats.dev, stats.ino, stats.size, stats.mtimeNs, stats.ctimeNs].join(' ');
}

/**
 * Looks again and again, each time so long after the last look has ended.
 * @param everyMs in milliseconds
 * @param look must not reject
 * @returns ends it; idempotent
 */
export function lookEvery(clock: Clock, everyMs: number, look: () => Promise<void>): () => void {
  let isOver = false;
  let cancel = () => {};
  const later = () => {
    cancel = clock.after(everyMs, () => {
      void look().finally(() => {
        if (!isOver) later();
      });
    });
  };
  later();
  return () => {
    isOver = true;
    cancel();
  };
}
