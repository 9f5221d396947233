/** The keys of a bucket, from wherever the settings say. */

import { readFile } from 'node:fs/promises';
import { keysInFile, type S3KeySource, type S3Keys, unreadable } from '#server/config/recording/s3-keys.ts';
import type { Clock } from '#server/ports.ts';
import { StoreError } from '../../ports.ts';
import { within } from '../time-limit.ts';
import { containerKeys } from './container-keys.ts';
import { GIVERS } from './key-request.ts';
import { EARLY_MS, type ExpiringKeys, type KeysInHand, RenewedKeys } from './renewed-keys.ts';
import { webIdentityKeys } from './web-identity-keys.ts';

/** For new keys, in milliseconds. Less than a first write of a strict recording may take. */
const LIMIT_MS = 2000;

/** A file is read again after a minute, and a Secret that is changed takes about as long to get there. */
const FILE_MS = EARLY_MS + 60_000;

export function openKeys(source: S3KeySource, clock: Clock): KeysInHand {
  if (source.kind === 'keys') return fixedKeys(source.keys);
  const ask = () => within(clock, LIMIT_MS, (signal) => askFor(source, clock, signal), GIVERS[source.kind]);
  return new RenewedKeys(ask, clock);
}

/** Keys that never change. */
export function fixedKeys(keys: S3Keys): KeysInHand {
  return { current: () => Promise.resolve(keys) };
}

async function askFor(
  source: Exclude<S3KeySource, { kind: 'keys' }>,
  clock: Clock,
  signal: AbortSignal,
): Promise<ExpiringKeys> {
  if (source.kind === 'web-identity') return await webIdentityKeys(source, signal);
  if (source.kind === 'container') return await containerKeys(source, signal);
  const { file, profile } = source;
  try {
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      throw unreadable('AWS_SHARED_CREDENTIALS_FILE', error);
    });
    return { ...keysInFile(text, profile), expiresAt: clock.now() + FILE_MS };
  } catch (error) {
    throw new StoreError('refused', (error as Error).message);
  }
}
