/** Recordings of tests. */

import type { OwnRecordings } from '../archive/live-recordings.ts';
import type { Store, StoredMeta } from '../ports.ts';
import { shellId } from '../recording-id.ts';
import { castKey, metaKey } from '../store/recording-keys.ts';

export const NOON = Date.UTC(2026, 10, 28, 12);

/** An id of a time; `seed` tells ids of one time apart. */
export function idAt(time: number, seed = 0): string {
  const random = Buffer.alloc(10);
  random.writeUInt32BE(seed, 6);
  return shellId(time, random);
}

/** What is known of a complete recording of ada's. */
export function metaOf(changes: Partial<StoredMeta> = {}): StoredMeta {
  const startedAt = changes.startedAt ?? NOON;
  return {
    id: idAt(startedAt),
    context: 'prod',
    namespace: 'team-a',
    pod: 'web-0',
    container: 'web',
    user: 'Ada',
    userId: 'ada',
    replica: 'test-0123456789ab',
    startedAt,
    durationMs: 1000,
    bytes: 10,
    outputBytes: 5,
    gapBytes: 0,
    exitCode: 0,
    cause: 'process-exited',
    hash: 'ab'.repeat(32),
    signed: false,
    encrypted: false,
    state: 'complete',
    ...changes,
  };
}

/** Of a replica that makes none. */
export const NO_OWN_RECORDINGS: OwnRecordings = {
  meta: () => undefined,
  size: () => undefined,
  start: () => undefined,
  async *read() {},
};

/** Puts what is known of a recording, and its file if there is one, into a store. */
export async function keep(store: Store, meta: StoredMeta, cast?: Uint8Array): Promise<void> {
  await store.put(metaKey(meta.id), Buffer.from(JSON.stringify(meta)));
  if (cast !== undefined) await store.put(castKey(meta.id, meta.encrypted), cast);
}
