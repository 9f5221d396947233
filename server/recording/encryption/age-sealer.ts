/**
 * Makes an age file while its content comes in, with bounded memory. The library makes the header; the pieces of the payload
 * are sealed with the system's cipher, which is several times as fast.
 */

import { createCipheriv } from 'node:crypto';
import { Encrypter } from 'age-encryption';
import { PIECE_BYTES, payloadKey, pieceNonce, TAG_BYTES } from './age-payload.ts';

/** Seals one file. */
export interface AgeSealer {
  /** The next bytes of the file: the header first. May be none. */
  seal(plain: Uint8Array): Buffer;
  /** The last bytes. Nothing may be sealed after it. */
  end(): Buffer;
}

/**
 * @param recipients age recipients, at least one
 * @throws Error for a text that is none
 */
export async function ageSealer(recipients: readonly string[]): Promise<AgeSealer> {
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  let fileKey: Uint8Array | undefined;
  encrypter.addRecipient({
    wrapFileKey(key) {
      fileKey = key;
      return [];
    },
  });
  // Its empty payload is thrown away, so that nobody ever sees two texts under one nonce.
  const empty = await encrypter.encrypt(new Uint8Array(0));
  const head = Buffer.from(empty.subarray(0, -TAG_BYTES));
  if (fileKey === undefined) throw new Error('The library has made no key');
  return new PieceSealer(head, payloadKey(fileKey, head.subarray(-16)));
}

class PieceSealer implements AgeSealer {
  readonly #key: Buffer;
  /** What goes out with the next call. */
  #head: Buffer;
  #pieces = 0;
  /** The begun piece. It is sealed when more comes: the last one is marked. */
  readonly #piece = Buffer.allocUnsafe(PIECE_BYTES);
  #filled = 0;

  constructor(head: Buffer, key: Buffer) {
    this.#head = head;
    this.#key = key;
  }

  seal(plain: Uint8Array): Buffer {
    const out = [this.#takeHead()];
    for (let at = 0; at < plain.length; ) {
      if (this.#filled === PIECE_BYTES) out.push(this.#sealPiece(false));
      const part = plain.subarray(at, at + PIECE_BYTES - this.#filled);
      this.#piece.set(part, this.#filled);
      this.#filled += part.length;
      at += part.length;
    }
    return Buffer.concat(out);
  }

  end(): Buffer {
    return Buffer.concat([this.#takeHead(), this.#sealPiece(true)]);
  }

  #takeHead(): Buffer {
    const head = this.#head;
    this.#head = Buffer.alloc(0);
    return head;
  }

  #sealPiece(isLast: boolean): Buffer {
    const cipher = createCipheriv('chacha20-poly1305', this.#key, pieceNonce(this.#pieces, isLast), {
      authTagLength: TAG_BYTES,
    });
    const sealed = cipher.update(this.#piece.subarray(0, this.#filled));
    cipher.final();
    this.#pieces += 1;
    this.#filled = 0;
    return Buffer.concat([sealed, cipher.getAuthTag()]);
  }
}
