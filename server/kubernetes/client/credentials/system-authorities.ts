/** The certificate authorities of the system, for a cluster whose kubeconfig names none. */

import { readdir, readFile } from 'node:fs/promises';
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

/** Where they keep single certificates, which are added. */
const FOLDERS = ['/etc/ssl/certs', '/etc/pki/tls/certs'];

/**
 * PEM certificates, by the rules of Go's `crypto/x509`: the system's bundle or `SSL_CERT_FILE`, and the system's folders
 * or those of `SSL_CERT_DIR`. Where the system has none, Node's own. Those of `NODE_EXTRA_CA_CERTS` are added.
 */
export async function systemAuthorities(env: Environment): Promise<readonly string[]> {
  const { SSL_CERT_FILE: file, SSL_CERT_DIR: folders } = env;
  const extra = tls.getCACertificates('extra');
  if (!file && !folders && process.platform !== 'linux')
    return [...tls.getCACertificates('system'), ...extra];
  const bundle = file ? await read(file) : await firstOf(BUNDLES);
  const searched = folders ? folders.split(path.delimiter).filter((folder) => folder !== '') : FOLDERS;
  const files = (await Promise.all(searched.map(filesIn))).flat();
  const single = (await Promise.all(files.map(read))).flat();
  const found = new Set([...bundle, ...single]);
  return [...(found.size > 0 ? found : tls.rootCertificates), ...extra];
}

async function firstOf(files: readonly string[]): Promise<readonly string[]> {
  for (const file of files) {
    const certificates = await read(file);
    if (certificates.length > 0) return certificates;
  }
  return [];
}

async function filesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.map((name) => path.join(folder, name));
}

/** The certificates in a file, one by one and in one form: the same ones are in the bundle and in the folders. */
async function read(file: string): Promise<readonly string[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const found = text.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/g);
  return Array.from(found, ([, body = '']) => {
    const lines = body.replace(/\s+/g, '').match(/.{1,64}/g) ?? [];
    return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
  });
}
