import type { JournalEntry } from '../journal-entry.ts';

/** What a server notes of a shell with this pid. */
export function entryOf(pid: number): JournalEntry {
  return {
    caller: { userId: 'alice', displayName: 'Alice' },
    target: { context: 'admin', namespace: 'team-a', pod: 'debian', container: 'debian' },
    clusterId: 'c',
    podUid: 'u',
    containerId: 'containerd://c',
    mark: { pid, startedAt: 9 },
    notedAt: 1,
  };
}
