/**
 * What lies in the spool of recordings that are encrypted in the store: AES-256-GCM under a key made from `PODSHELL_SECRET`, so
 * that the disk alone gives nothing away. A frame is its length (4 bytes), a nonce (12), the sealed bytes and a tag (16).
 */

import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const LENGTH = 4;
const NONCE = 12;
const TAG = 16;
const AROUND = LENGTH + NONCE + TAG;

const CIPHER = 'aes-256-gcm';

/** Says what the key is for (RFC 5869). */
const LABEL = 'podshell recording spool 1';

export class FrameSeal {
  /** The first seals, all open. */
  readonly #keys: readonly Buffer[];

  /** @param secrets of `PODSHELL_SECRET`: one or more */
  constructor(secrets: readonly string[]) {
    this.#keys = secrets.map((secret) => Buffer.from(hkdfSync('sha256', secret, '', LABEL, 32)));
  }

  close(bytes: Uint8Array): Buffer {
    const [key] = this.#keys;
    if (key === undefined) throw new Error('There is no key to seal the spool with');
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv(CIPHER, key, nonce);
    const length = Buffer.alloc(LENGTH);
    length.writeUInt32BE(bytes.length);
    cipher.setAAD(length);
    return Buffer.concat([length, nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
  }

  /** Opens frames until the first that is torn, or that no key opens. */
  openAll(frames: Buffer): Buffer {
    const opened: Buffer[] = [];
    for (let at = 0; at + AROUND <= frames.length; ) {
      const end = at + AROUND + frames.readUInt32BE(at);
      const bytes = end > frames.length ? undefined : this.#open(frames.subarray(at, end));
      if (bytes === undefined) break;
      opened.push(bytes);
      at = end;
    }
    return Buffer.concat(opened);
  }

  #open(frame: Buffer): Buffer | undefined {
    for (const key of this.#keys) {
      const decipher = createDecipheriv(CIPHER, key, frame.subarray(LENGTH, LENGTH + NONCE));
      decipher.setAAD(frame.subarray(0, LENGTH));
      decipher.setAuthTag(frame.subarray(-TAG));
      try {
        return Buffer.concat([decipher.update(frame.subarray(LENGTH + NONCE, -TAG)), decipher.final()]);
      } catch {
        // Sealed with another key, or torn.
      }
    }
    return undefined;
  }
}
