/** The parts of recordings that are there where `PODSHELL_RECORD_TO` names a place. */

import { readRecordPlace } from '../config/recording/record-mode.ts';
import { Archive } from '../recording/archive/archive.ts';
import { LiveRecordings, type OwnRecordings } from '../recording/archive/live-recordings.ts';
import { MetaReader } from '../recording/archive/meta-reader.ts';
import { Retention } from '../recording/archive/retention.ts';
import type { Shipper, SpoolReader } from '../recording/ports.ts';
import { RecordingShipper } from '../recording/shipping/recording-shipper.ts';
import { openStore } from '../recording/store/open-store.ts';
import { RecordingReads } from './recording-reads.ts';
import type { RecordingsDoor, RecordingsOptions } from './recordings-door.ts';

export interface OpenedArchive {
  readonly door: RecordingsDoor;
  /** As `Recordings.ship`. */
  ship(spool: SpoolReader): Shipper;
  dispose(): Promise<void>;
}

/** Which replica deletes. */
const RETENTION_HOME = 'recording-retention';

/** @throws Error for a place that is none, which the settings do not let through */
export function openArchive(options: RecordingsOptions): OpenedArchive {
  const { settings, clock, logger, peers } = options;
  const place = readRecordPlace(settings.recordTo);
  if (place === undefined) throw new Error('PODSHELL_RECORD_TO names no place');
  const store = openStore(place, { env: options.env, clock });
  let spool: SpoolReader | undefined;
  let shipper: RecordingShipper | undefined;
  const own: OwnRecordings = {
    meta: (id) => shipper?.meta(id),
    size: (id) => spool?.size(id),
    start: (id) => spool?.start(id),
    read: (id, from, to) => spool?.read(id, from, to) ?? nothing(),
  };
  const metas = new MetaReader(store);
  const live = new LiveRecordings(own, peers, clock);
  const { recordKeepDays: keepDays } = settings;
  const isOurs = () => peers.homeOf(RETENTION_HOME) === undefined;
  const retention =
    keepDays === 0 ? undefined : new Retention({ store, metas, live, clock, logger, keepDays, isOurs });
  const archive = new Archive({
    store,
    metas,
    live,
    readers: settings.recordReaders,
    identity: settings.recordIdentity,
    clock,
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
    ship(ownSpool) {
      spool = ownSpool;
      const { recordRecipients: recipients } = settings;
      shipper = new RecordingShipper({ store, spool, recipients, clock, random: Math.random, logger });
      return shipper;
    },
    async dispose() {
      retention?.dispose();
      await shipper?.dispose();
    },
  };
}

async function* nothing(): AsyncGenerator<never, void, undefined> {}
