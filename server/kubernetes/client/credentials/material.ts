/** Reads the certificates and tokens of a context, from the kubeconfig itself or from the files that it names. */

import { readFile } from 'node:fs/promises';
import { CredentialFaultError } from '#server/kubernetes/errors/credential-fault.ts';
import type { ClusterEntry, UserEntry } from '#server/kubernetes/kubeconfig/kubeconfig.ts';

/** The authority to verify the cluster with, in PEM; undefined: the system's. @throws CredentialFaultError */
export function readAuthority({ ca, caFile }: ClusterEntry): Promise<string | undefined> {
  return inlineOrFile(ca, caFile, 'certificate-authority');
}

/** The client certificate and its key in PEM. @throws CredentialFaultError */
export async function readCertificate(
  user: UserEntry,
): Promise<{ readonly cert: string | undefined; readonly key: string | undefined }> {
  const [cert, key] = await Promise.all([
    inlineOrFile(user.cert, user.certFile, 'client-certificate'),
    inlineOrFile(user.key, user.keyFile, 'client-key'),
  ]);
  return { cert, key };
}

/** The bearer token. A readable token file, which is renewed, comes before the token. @throws CredentialFaultError */
export async function readToken({ token, tokenFile }: UserEntry): Promise<string | undefined> {
  if (tokenFile === undefined) return token;
  try {
    const text = (await read(tokenFile, 'tokenFile')).trim();
    if (text === '') throw new CredentialFaultError(unreadable('tokenFile', tokenFile, 'it is empty'));
    return text;
  } catch (error) {
    if (token !== undefined) return token;
    throw error;
  }
}

/** Data in the kubeconfig overrides the file, as in client-go. */
async function inlineOrFile(
  inline: string | undefined,
  file: string | undefined,
  field: string,
): Promise<string | undefined> {
  return inline === undefined && file !== undefined ? read(file, field) : inline;
}

async function read(file: string, field: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new CredentialFaultError(unreadable(field, file, CAUSES[code] ?? code));
  }
}

const CAUSES: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EACCES: 'permission denied',
  EISDIR: 'it is a directory',
};

function unreadable(field: string, file: string, cause: string) {
  return { kind: 'file-unreadable', field, file, cause } as const;
}
