/** Stores of each kind that a test makes fail and heals again. */

import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { vi } from 'vitest';
import type { Clock } from '#server/ports.ts';
import type { Store } from '../ports.ts';
import { DirectoryStore } from '../store/directory-store.ts';
import { fixedKeys } from '../store/keys/open-keys.ts';
import { S3Store } from '../store/s3-store.ts';
import { BUCKET, KEYS, type S3Fault, type S3Server } from '../store/testing/s3-server.ts';

export interface FailingStore {
  readonly store: Store;
  fail(): Promise<void>;
  heal(): Promise<void>;
}

export interface FailingPlaces {
  /** Of the test's own. */
  readonly folder: string;
  readonly server: S3Server;
  readonly clock: Clock;
}

/** How long stores of tests wait, in milliseconds, where nothing else is said. */
const LIMIT_MS = 200_000;

export function bucketAt(server: S3Server, clock: Clock): S3Store {
  const place = { url: `${server.endpoint}/${BUCKET}`, region: 'eu-central-1' };
  return new S3Store({ bucket: BUCKET, prefix: '', place, keys: fixedKeys(KEYS), clock, limitMs: LIMIT_MS });
}

export const FAILING_STORES: Readonly<Record<string, (places: FailingPlaces) => FailingStore>> = {
  'a bucket that stalls': faulty({ kind: 'stall' }),
  'a bucket that refuses': faulty({ kind: 'error', status: 403, code: 'AccessDenied' }),
  'a bucket that is full': faulty({ kind: 'error', status: 507, code: 'XMinioStorageFull' }),
  'a bucket whose network has gone': faulty({ kind: 'cut' }),
  'a directory that hangs': (places) => {
    const healed = Promise.withResolvers<void>();
    return failingDirectory(places, () => healed.promise, healed.resolve);
  },
  'a directory that is full': (places) =>
    failingDirectory(places, () => Promise.reject(systemError('ENOSPC'))),
  'a directory that refuses': (places) =>
    failingDirectory(places, () => Promise.reject(systemError('EACCES'))),
  'a directory on the disk of the spool that refuses': (places) =>
    failingDirectory(places, () => Promise.reject(systemError('EACCES')), undefined, DirectoryStore),
};

function faulty(fault: S3Fault): (places: FailingPlaces) => FailingStore {
  return ({ server, clock }) => ({
    store: bucketAt(server, clock),
    async fail() {
      server.fault = () => fault;
    },
    async heal() {
      server.fault = () => undefined;
      // What stalled is never answered.
      server.cut();
    },
  });
}

/** A directory on another disk than the spool. */
class FarDirectory extends DirectoryStore {
  override async link(): Promise<undefined> {}
}

/** @param before every write; it goes on when that resolves */
function failingDirectory(
  { folder, clock }: FailingPlaces,
  before: () => Promise<void>,
  onHeal: () => void = () => {},
  Kind: typeof DirectoryStore = FarDirectory,
): FailingStore {
  const path = join(folder, 'store');
  return {
    store: new Kind({ path, clock, limitMs: LIMIT_MS }),
    async fail() {
      const probe = await open(join(folder, 'probe'), 'w');
      const prototype = Object.getPrototypeOf(probe);
      await probe.close();
      await rm(join(folder, 'probe'));
      // What the store opens and nothing else: the spool never asks for it.
      const { datasync } = prototype;
      vi.spyOn(prototype, 'datasync').mockImplementation(async function (this: unknown) {
        await before();
        return datasync.call(this);
      });
    },
    async heal() {
      onHeal();
      vi.restoreAllMocks();
    },
  };
}

function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: at a path of the machine`), { code });
}
