/** Signs the end of a recording with Ed25519 (RFC 8032). A public key is 32 bytes in base64 where Podshell writes it. */

import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { SIGNED_LABEL } from '#protocol/recording/cast-lines.ts';

export interface Signer {
  /** In base64. */
  readonly publicKey: string;
  /** Signs the head of a chain, in hex. @returns base64 */
  sign(head: string): string;
}

/**
 * @param pem private key, PKCS#8
 * @throws Error when it is none
 */
export function createSigner(pem: string): Signer {
  const key = createPrivateKey(pem);
  return {
    publicKey: textOf(createPublicKey(key)),
    sign: (head) => sign(null, signedBytes(head), key).toString('base64'),
  };
}

/**
 * The public key of a PEM file: SPKI, or the private key itself.
 * @throws Error when it is no Ed25519 key
 */
export function readPublicKey(pem: string): string {
  const key = createPublicKey(pem);
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('The key is not an Ed25519 key');
  return textOf(key);
}

/** True when the signature is that of the key's owner over this head of a chain. */
export function isSignedBy(publicKey: string, head: string, signature: string): boolean {
  const x = Buffer.from(publicKey, 'base64');
  const bytes = Buffer.from(signature, 'base64');
  // Base64 has spare bits and may be read without its end: only the one way of writing counts.
  if (bytes.toString('base64') !== signature || x.toString('base64') !== publicKey || x.length !== 32)
    return false;
  const key = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: x.toString('base64url') },
    format: 'jwk',
  });
  return verify(null, signedBytes(head), key, bytes);
}

function signedBytes(head: string): Buffer {
  return Buffer.concat([Buffer.from(SIGNED_LABEL), Buffer.from(head, 'hex')]);
}

function textOf(key: KeyObject): string {
  return Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64');
}
