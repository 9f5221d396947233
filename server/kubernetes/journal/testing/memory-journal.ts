import { RecordingLogger } from '#server/testing/recording-logger.ts';
import type { JournalEntry } from '../journal-entry.ts';
import { type Orphan, ProcessJournal } from '../process-journal.ts';

/** A journal in memory: records entries, and returns the orphans that the test sets. */
export class MemoryJournal extends ProcessJournal {
  readonly noted = new Set<JournalEntry>();
  left: readonly Orphan[] = [];

  constructor() {
    super('/nowhere', new RecordingLogger());
  }

  override note(entry: JournalEntry): () => void {
    this.noted.add(entry);
    return () => this.noted.delete(entry);
  }

  override takeOrphans(): Promise<readonly Orphan[]> {
    return Promise.resolve(this.left);
  }

  /** Takes the entries of another journal as orphans, optionally changed. */
  leave(entry: JournalEntry, changes: Partial<JournalEntry> = {}): void {
    const left = { ...entry, ...changes };
    this.noted.add(left);
    this.left = [...this.left, { entry: left, erase: () => this.noted.delete(left) }];
  }
}
