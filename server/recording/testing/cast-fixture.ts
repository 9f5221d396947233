/** What recordings of tests have in common. */

import { generateKeyPairSync } from 'node:crypto';
import type { CastHeader } from '#protocol/recording/recording-header.ts';
import { RECORDED_SHELL, STARTED_AT } from '#protocol/recording/testing/recorded-shell.ts';
import { CastWriter } from '../cast/cast-writer.ts';
import { createSigner, type Signer } from '../cast/signing.ts';

export function newKeyPem(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

export function castHeader(key?: string): CastHeader {
  return {
    version: 3,
    term: { cols: 80, rows: 24, type: 'xterm-256color' },
    timestamp: STARTED_AT / 1000,
    podshell: { ...RECORDED_SHELL, ...(key === undefined ? {} : { key }) },
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
