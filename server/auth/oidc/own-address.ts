/** Where the browser that sends a request reaches Podshell. */

import { PodshellError } from '#protocol/problem.ts';
import { isLoopback } from '#server/config/addresses.ts';
import type { Presented } from '#server/ports.ts';

/**
 * The address without a slash at the end: PODSHELL_PUBLIC_URL with its base path, or the origin of the request's Host, which
 * has been checked, on loopback.
 * @param scheme what Podshell itself speaks
 * @throws PodshellError `sign-in-failed` for another host: whether browsers use https is not known then
 */
export function ownAddress(publicUrl: string, { headers }: Presented, scheme: 'http' | 'https'): string {
  if (publicUrl !== '') return publicUrl;
  const host = headers.host?.[0] ?? '';
  if (URL.canParse(`${scheme}://${host}`)) {
    const { hostname, origin } = new URL(`${scheme}://${host}`);
    if (isLoopback(hostname)) return origin;
  }
  throw new PodshellError(
    'sign-in-failed',
    `Podshell does not know the address that your browser uses. Whoever runs it has to set PODSHELL_PUBLIC_URL, for instance to https://${host}.`,
  );
}
