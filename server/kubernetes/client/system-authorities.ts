/** The certificate authorities of the system, for a cluster whose kubeconfig names none. */

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import tls from 'node:tls';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where Linux distributions keep the bundle; the same list as Go's, which kubectl uses. The first that exists counts. */
const BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/**
 * PEM certificates: those of `SSL_CERT_FILE` and `SSL_CERT_DIR` where they are set, else those of the system, else
 * Node's own. Those of `NODE_EXTRA_CA_CERTS` are added.
 */
export function systemAuthorities(env: Environment): readonly string[] {
  const named = fromVariables(env);
  const found = named.length > 0 ? named : fromSystem();
  return [...(found.length > 0 ? found : tls.rootCertificates), ...tls.getCACertificates('extra')];
}

function fromVariables({ SSL_CERT_FILE: file, SSL_CERT_DIR: folders }: Environment): readonly string[] {
  const files = (folders || '')
    .split(path.delimiter)
    .flatMap((folder) => (folder === '' ? [] : filesIn(folder)));
  if (file) files.unshift(file);
  return files.flatMap(read);
}

function fromSystem(): readonly string[] {
  if (process.platform !== 'linux') return tls.getCACertificates('system');
  for (const bundle of BUNDLES) {
    const certificates = read(bundle);
    if (certificates.length > 0) return certificates;
  }
  return [];
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => path.join(folder, name));
  } catch {
    return [];
  }
}

function read(file: string): readonly string[] {
  try {
    const text = readFileSync(file, 'utf8');
    return text.includes('-----BEGIN ') ? [text] : [];
  } catch {
    return [];
  }
}
