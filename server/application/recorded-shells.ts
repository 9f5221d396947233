/** Records the shells of this process, where the settings have a place for recordings. */

import { join } from 'node:path';
import { recordModeOf } from '../config/recording/record-mode.ts';
import type { Settings } from '../config/settings.ts';
import {
  instanceName,
  isAlive,
  ownInstance,
  parseInstanceName,
} from '../kubernetes/journal/server-instance.ts';
import type { Peers } from '../peers/ports.ts';
import type { Clock, Logger } from '../ports.ts';
import type { RecordedShells } from '../recording/recorded-shells.ts';
import type { Recordings } from './recordings.ts';

export interface RecordedShellsOptions {
  readonly settings: Settings;
  readonly stateDirectory: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly peers: Pick<Peers, 'self'>;
  readonly recordings: Pick<Recordings, 'ship'>;
}

/** The folder of the state directory that holds the spool. */
const FOLDER = 'recordings';

/**
 * Loads what recording needs only where there is a place for recordings; undefined elsewhere. With recording turned off, what
 * an earlier run has left is sent all the same.
 */
export async function createRecordedShells({
  clock,
  logger,
  peers,
  recordings,
  settings,
  stateDirectory,
}: RecordedShellsOptions): Promise<RecordedShells | undefined> {
  const { recordKey, recordReaders, recordRecipients, recordSpoolBytes, recordTo, secret } = settings;
  if (recordTo === '') return undefined;
  const { RecordedShells } = await import('../recording/recorded-shells.ts');
  const { createSigner } = await import('../recording/cast/signing.ts');
  const { FrameSeal } = await import('../recording/spool/frame-seal.ts');
  const { Spool } = await import('../recording/spool/spool.ts');
  const isEncrypted = recordRecipients.length > 0;
  const spool = new Spool({
    root: join(stateDirectory, FOLDER),
    own: instanceName(ownInstance()),
    isGone,
    maxBytes: recordSpoolBytes,
    seal: isEncrypted && secret.length > 0 ? new FrameSeal(secret) : undefined,
  });
  const shipper = recordings.ship(spool);
  if (shipper === undefined) return undefined;
  return new RecordedShells({
    modeOf({ groups, groupsLeftOut }, { context, namespace }) {
      const mode = recordModeOf(settings, { context, namespace, groups, groupsLeftOut });
      return mode === 'off' ? undefined : mode;
    },
    spool,
    shipper,
    clock,
    logger,
    signer: recordKey === '' ? undefined : createSigner(recordKey),
    replica: peers.self.id,
    isEncrypted,
    readers: recordReaders,
  });
}

function isGone(name: string): boolean {
  const instance = parseInstanceName(name);
  return instance !== undefined && !isAlive(instance);
}
