/** What recordings of tests have in common. */

import { generateKeyPairSync } from 'node:crypto';
import type { CastHeader } from '#protocol/recording/recording-header.ts';
import { CastWriter } from '../cast/cast-writer.ts';
import { createSigner, type Signer } from '../cast/signing.ts';
import type { StoredMeta } from '../ports.ts';

export const STARTED_AT = 1_795_000_000_000;

export function newKeyPem(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

export function castHeader(key?: string): CastHeader {
  return {
    version: 3,
    term: { cols: 80, rows: 24, type: 'xterm-256color' },
    timestamp: STARTED_AT / 1000,
    podshell: {
      format: 1,
      id: '0199e5a6-7a10-7c1e-9d0b-1f2e3d4c5b6a',
      context: 'demo',
      namespace: 'team-a',
      pod: 'debian',
      container: 'main',
      user: 'alice',
      startedAt: STARTED_AT,
      chain: 'sha256',
      ...(key === undefined ? {} : { key }),
    },
  };
}

/** A writer that has written its header, and a clock that it reads. */
export function newWriter(signer?: Signer): {
  readonly writer: CastWriter;
  readonly wait: (ms: number) => void;
} {
  let now = STARTED_AT;
  const writer = new CastWriter({ now: () => now, startedAt: STARTED_AT, signer });
  writer.header(castHeader(signer?.publicKey));
  return {
    writer,
    wait: (ms) => {
      now += ms;
    },
  };
}

export const newSigner = (): Signer => createSigner(newKeyPem());

export function storedMeta(): StoredMeta {
  return {
    id: '0199e5a6-7a10-7c1e-9d0b-1f2e3d4c5b6a',
    context: 'demo',
    namespace: 'team-a',
    pod: 'debian',
    container: 'main',
    user: 'alice',
    userId: 'alice',
    replica: 'web-1',
    startedAt: STARTED_AT,
    durationMs: 0,
    bytes: 0,
    outputBytes: 0,
    gapBytes: 0,
    signed: false,
    encrypted: false,
    state: 'live',
  };
}
