/** Recordings as a server composes them, for shells that a test plays by hand. */

import { createRecordedShells } from '../application/recorded-shells.ts';
import { createRecordings } from '../application/recordings.ts';
import { loadSettings } from '../config/load-settings.ts';
import type { Logger } from '../ports.ts';
import { systemClock } from '../system-clock.ts';
import { lonePeers } from './lone-peers.ts';

export interface RecordingPlaces {
  readonly stateDirectory: string;
  /** A directory. */
  readonly recordTo: string;
  /** PKCS#8 in PEM. */
  readonly key: string;
}

/** @throws Error when the settings are wrong */
export async function recordingServer({ key, recordTo, stateDirectory }: RecordingPlaces, logger: Logger) {
  const loaded = loadSettings({
    PODSHELL_RECORD: 'best-effort',
    PODSHELL_RECORD_TO: recordTo,
    PODSHELL_RECORD_KEY: key,
  });
  if (loaded.kind === 'bad') throw new Error(loaded.message);
  const common = { settings: loaded.settings, clock: systemClock, logger, peers: lonePeers() };
  const recordings = await createRecordings({ ...common, env: {}, auditable: async () => {}, onRead() {} });
  const recorded = await createRecordedShells({ ...common, stateDirectory, recordings });
  if (recorded === undefined) throw new Error('Nothing is recorded');
  return {
    recordings,
    recorded,
    async dispose(): Promise<void> {
      await recorded.flush();
      await recordings.dispose();
      await recorded.dispose();
    },
  };
}
