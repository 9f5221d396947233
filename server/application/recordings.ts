/** Recordings of this process: where they are kept, and who reads them. Without a place for them there are none. */

import { randomBytes } from 'node:crypto';
import { PodshellError } from '#protocol/problem.ts';
import type { Shipper, SpoolReader } from '../recording/ports.ts';
import { shellId } from '../recording/recording-id.ts';
import type { RecordingsDoor, RecordingsOptions } from './recordings-door.ts';

export interface Recordings {
  readonly door: RecordingsDoor;
  /** There is a place for recordings. */
  readonly isThere: boolean;
  /** A fresh id for a shell, which is also its recording's. */
  newShellId(): string;
  /**
   * What sends recordings to the store; undefined where there is no place for them. Call it once, with the spool that they
   * lie in: live ones are read from it, too.
   */
  ship(spool: SpoolReader): Shipper | undefined;
  /** Sends what is closed, within seconds. */
  dispose(): Promise<void>;
}

/** Loads what recordings need only where there is a place for them. */
export async function createRecordings(options: RecordingsOptions): Promise<Recordings> {
  const newShellId = (): string => shellId(options.clock.now(), randomBytes(10));
  if (options.settings.recordTo === '') {
    return { door: NO_RECORDINGS, isThere: false, newShellId, ship: () => undefined, async dispose() {} };
  }
  const { openArchive } = await import('./recording-archive.ts');
  return { ...openArchive(options), isThere: true, newShellId };
}

const NO_RECORDINGS: RecordingsDoor = {
  list: () => Promise.resolve({ items: [] }),
  find: notFound,
  open: notFound,
};

function notFound(): Promise<never> {
  return Promise.reject(
    new PodshellError(
      'recording-not-found',
      'This server keeps no recordings. Ask its administrator whether they are kept somewhere else.',
    ),
  );
}
