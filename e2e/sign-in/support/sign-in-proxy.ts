/** A proxy that signs users in by a cookie and names them to Podshell in headers, as sign-in proxies do. */

import type { IncomingHttpHeaders } from 'node:http';
import { ChangingProxy } from '../../support/changing-proxy.ts';

/** The cookie that this proxy takes for a sign-in: the user, and after a slash the groups. */
export const COOKIE = 'who';

/** @param upstream port of Podshell on this machine */
export function startSignInProxy(upstream: number): Promise<ChangingProxy> {
  return ChangingProxy.to(upstream, ({ path, headers }) => ({ path, headers: signedIn(headers) }));
}

/** The headers with the user of the cookie, whatever the client says. */
function signedIn(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const { 'x-forwarded-user': _user, 'x-forwarded-groups': _groups, ...others } = headers;
  const who = new RegExp(`(?:^|; )${COOKIE}=([^;]*)`).exec(headers.cookie ?? '')?.[1];
  if (who === undefined) return others;
  const [user = '', groups = ''] = decodeURIComponent(who).split('/');
  return { ...others, 'x-forwarded-user': user, 'x-forwarded-groups': groups };
}
