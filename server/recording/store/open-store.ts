/** The store that the settings name. */

import type { RecordPlace } from '#server/config/recording/record-mode.ts';
import { readS3Place } from '#server/config/recording/s3-place.ts';
import type { Clock } from '#server/ports.ts';
import type { Store } from '../ports.ts';
import { DirectoryStore } from './directory-store.ts';
import { openKeys } from './keys/open-keys.ts';
import { S3Store } from './s3-store.ts';

export interface OpenStoreOptions {
  /** Has the endpoint and the keys of S3, by their usual names. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
}

/** How long one operation may take, in milliseconds: a part of 8 MiB at 3 Mbit/s. */
const LIMIT_MS = 30_000;

export function openStore(place: RecordPlace, { clock, env }: OpenStoreOptions): Store {
  if (place.kind === 's3') {
    const { bucket, prefix } = place;
    const { place: at, keys } = readS3Place(bucket, env);
    return new S3Store({ bucket, prefix, place: at, keys: openKeys(keys, clock), clock, limitMs: LIMIT_MS });
  }
  return new DirectoryStore({ path: place.path, clock, limitMs: LIMIT_MS });
}
