/** A certificate and its key in files, for the test that runs. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export interface Identity {
  /** The certificate of the authority. */
  readonly caPem: string;
  readonly certPem: string;
  readonly keyPem: string;
}

export interface WrittenPair extends Identity {
  readonly directory: string;
  readonly cert: string;
  readonly key: string;
}

/** Writes a pair to `tls.crt` and `tls.key` in a new directory. */
export function writtenPair(identity: Identity): WrittenPair {
  const directory = mkdtempSync(join(tmpdir(), 'podshell-tls-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const cert = join(directory, 'tls.crt');
  const key = join(directory, 'tls.key');
  writeFileSync(cert, identity.certPem);
  writeFileSync(key, identity.keyPem);
  return { ...identity, directory, cert, key };
}
