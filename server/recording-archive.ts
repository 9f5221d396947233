/** The parts of recordings that are there where `PODSHELL_RECORD_TO` names a place. */

import { readRecordPlace } from './config/record-mode.ts';
import { Archive } from './recording/archive/archive.ts';
import { LiveRecordings, type OwnRecordings } from './recording/archive/live-recordings.ts';
import { MetaReader } from './recording/archive/meta-reader.ts';
import { openStore } from './recording/store/open-store.ts';
import { RecordingReads } from './recording-reads.ts';
import type { RecordingsDoor, RecordingsOptions } from './recordings-door.ts';

export interface OpenedArchive {
  readonly door: RecordingsDoor;
  dispose(): Promise<void>;
}

/** @throws Error for a place that is none, which the settings do not let through */
export function openArchive(options: RecordingsOptions): OpenedArchive {
  const { settings, clock, logger, peers } = options;
  const place = readRecordPlace(settings.recordTo);
  if (place === undefined) throw new Error('PODSHELL_RECORD_TO names no place');
  const store = openStore(place, { env: options.env, clock });
  const archive = new Archive({
    store,
    metas: new MetaReader(store),
    live: new LiveRecordings(NOTHING_LIVE, peers),
    readers: settings.recordReaders,
    identity: settings.recordIdentity,
    logger,
  });
  const { auditable, onRead } = options;
  const reads = new RecordingReads({ archive, clock, logger, auditable, onRead });
  return {
    door: {
      list: (caller, query) => archive.list(caller, query),
      find: (caller, id) => archive.find(caller, id),
      open: (caller, id, wish, signal) => reads.open(caller, id, wish, signal),
    },
    async dispose() {},
  };
}

const NOTHING_LIVE: OwnRecordings = {
  meta: () => undefined,
  spool: {
    size: () => undefined,
    async *read() {},
  },
};
