/** A certificate with its private key, from the PEM files that the settings name. */

import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';

export interface KeyPairFiles {
  /** The certificate, then those of its issuers. */
  readonly cert: string;
  readonly key: string;
}

export interface KeyPair {
  /** PEM. */
  readonly cert: string;
  /** PEM. */
  readonly key: string;
  /** When the certificate expires, in milliseconds since the epoch. */
  readonly expiresAt: number;
  /** Equal for the same certificate and key. Shows neither. */
  readonly fingerprint: string;
}

/** @throws Error whose message is a sentence for the operator, without anything of the key */
export function readKeyPair(files: KeyPairFiles): KeyPair {
  const cert = readPem('PODSHELL_TLS_CERT', files.cert);
  const key = readPem('PODSHELL_TLS_KEY', files.key);
  const certificate = parsed(cert, files.cert);
  try {
    createSecureContext({ cert, key });
  } catch (error) {
    const why = isMismatch(error)
      ? `is not the key of the certificate in ${JSON.stringify(files.cert)}`
      : 'holds no private key in PEM that can be used; keys with a passphrase cannot';
    throw new Error(`PODSHELL_TLS_KEY is ${JSON.stringify(files.key)}, which ${why}.`);
  }
  return {
    cert,
    key,
    expiresAt: Date.parse(certificate.validTo),
    fingerprint: createHash('sha256').update(cert).update(key).digest('hex'),
  };
}

function readPem(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`${name} is ${JSON.stringify(file)}, which can't be read (${code}).`);
  }
}

function parsed(pem: string, file: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new Error(`PODSHELL_TLS_CERT is ${JSON.stringify(file)}, which holds no certificate in PEM.`);
  }
}

function isMismatch(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_OSSL_X509_KEY_VALUES_MISMATCH';
}
