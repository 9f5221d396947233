/** The store that the settings name. */

import type { Clock } from '#server/ports.ts';
import type { Store } from '../ports.ts';
import { DirectoryStore } from './directory-store.ts';

/** `prefix` has no slash at either end, and may be empty. */
export type StorePlace =
  | { readonly kind: 'directory'; readonly path: string }
  | { readonly kind: 's3'; readonly bucket: string; readonly prefix: string };

export interface OpenStoreOptions {
  /** Has the endpoint and the keys of S3, by their usual names. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
}

/** How long one operation may take, in milliseconds: a part of 8 MiB at 3 Mbit/s. */
const LIMIT_MS = 30_000;

export function openStore(place: StorePlace, { clock }: OpenStoreOptions): Store {
  if (place.kind === 's3') throw new Error('Not yet');
  return new DirectoryStore({ path: place.path, clock, limitMs: LIMIT_MS });
}
