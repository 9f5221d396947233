import type { Impersonation } from '#server/kubernetes/kubeconfig/kubeconfig.ts';

export type Headers = Readonly<Record<string, string | string[]>>;

/** The header for a user name and password (RFC 7617). */
export function basicHeader({ username, password }: { username: string; password: string }): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

/** The headers that make the cluster treat a request as another user's, as client-go writes them. */
export function impersonationHeaders(impersonate: Impersonation | undefined): Headers {
  if (impersonate === undefined) return {};
  const { user, uid, groups, extra } = impersonate;
  const headers: Record<string, string | string[]> = { 'Impersonate-User': utf8(user) };
  if (uid !== undefined) headers['Impersonate-Uid'] = utf8(uid);
  if (groups.length > 0) headers['Impersonate-Group'] = groups.map(utf8);
  for (const [name, values] of Object.entries(extra)) {
    headers[`Impersonate-Extra-${escapeName(name)}`] = values.map(utf8);
  }
  return headers;
}

/** Node writes header values in Latin-1, so the bytes of UTF-8 are given as such characters. */
function utf8(value: string): string {
  return Buffer.from(value, 'utf8').toString('latin1');
}

/** Percent-encodes what may not stand in a header name (RFC 9110, token), and the percent sign itself. */
function escapeName(name: string): string {
  return Array.from(Buffer.from(name, 'utf8'), (byte) => {
    const character = String.fromCharCode(byte);
    if (/[A-Za-z0-9!#$&'*+.^_`|~-]/.test(character)) return character;
    return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}
