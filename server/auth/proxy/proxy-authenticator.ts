/**
 * Mode `proxy`: a proxy in front signs users in and names them in headers. Podshell impersonates them, or passes their
 * own tokens on. Nobody else than a trusted proxy is believed.
 */

import { PodshellError } from '#protocol/problem.ts';
import type { Caller, Presented } from '#server/ports.ts';
import type { Authenticator } from '../authenticator.ts';
import { impersonatedGroups } from '../impersonation.ts';
import type { ShownTokens } from '../token/shown-tokens.ts';
import { claimedGroups, namedUser, tokenIn } from './proxy-headers.ts';

export interface ProxyAuthenticatorOptions {
  /** True for the address of a peer whose headers count. */
  readonly isTrusted: (peer: string) => boolean;
  readonly userHeader: string;
  readonly groupsHeader: string;
  /** PODSHELL_IMPERSONATE_GROUPS. */
  readonly allowedGroups: readonly string[];
  /** Undefined: users are impersonated. */
  readonly tokens?: { readonly header: string; readonly shown: ShownTokens } | undefined;
}

/** Every request is signed in by its headers; there are no cookies, and no sign-in of ours that could end. */
export function createProxyAuthenticator(options: ProxyAuthenticatorOptions): Authenticator {
  const { isTrusted, tokens } = options;
  return {
    mode: 'proxy',
    authenticate(presented: Presented) {
      if (!isTrusted(presented.peer)) {
        throw unauthenticated(
          `Requests must come through a sign-in proxy, and ${presented.peer} is not in PODSHELL_TRUSTED_PROXIES.`,
        );
      }
      if (tokens === undefined) return { caller: impersonated(presented, options) };
      const token = tokenIn(presented, tokens.header);
      if (token === undefined) {
        throw unauthenticated(
          `The proxy must send the user's token in exactly one header ${tokens.header}. Sign in there first.`,
        );
      }
      const shownName = named(presented, options.userHeader);
      return tokens.shown.callerOf(token, shownName).then((caller) => ({ caller }));
    },
    signOut: () => Promise.resolve({ setCookies: [] }),
    dispose: () => tokens?.shown.dispose(),
  };
}

function impersonated(
  presented: Presented,
  { userHeader, groupsHeader, allowedGroups }: ProxyAuthenticatorOptions,
): Caller {
  const user = named(presented, userHeader);
  if (user === undefined) {
    throw unauthenticated(
      `The proxy sent no header ${userHeader}, so nobody is signed in. Sign in there first.`,
    );
  }
  const groups = impersonatedGroups(claimedGroups(presented, groupsHeader), allowedGroups);
  return {
    userId: JSON.stringify(['proxy', user]),
    displayName: user,
    groups,
    credential: { kind: 'impersonate', user, groups },
  };
}

/** Undefined without the header. @throws PodshellError `unauthenticated` where it does not name exactly one user */
function named(presented: Presented, header: string): string | undefined {
  const user = namedUser(presented, header);
  if (user === undefined) return undefined;
  if ('fault' in user) throw unauthenticated(`${user.fault} Check the configuration of the proxy.`);
  return user.name;
}

function unauthenticated(detail: string): PodshellError {
  return new PodshellError('unauthenticated', detail);
}
