/** Builds the authenticator of a mode. */

import { randomBytes } from 'node:crypto';
import { PodshellError } from '#protocol/problem.ts';
import { addressesIn } from '#server/address-ranges.ts';
import type { AuthMode } from '#server/config/auth-modes.ts';
import { browsersUseHttps } from '#server/config/browser-scheme.ts';
import { basePathOf } from '#server/config/public-url.ts';
import type { Settings } from '#server/config/settings.ts';
import type { Peers } from '#server/peers/ports.ts';
import type { Caller, Clock, Logger } from '#server/ports.ts';
import type { Authenticator } from './authenticator.ts';
import { SealedCookies } from './cookies/sealed-cookies.ts';
import { createLocalAuthenticator, operatorName } from './local/local-authenticator.ts';
import { createProxyAuthenticator, type ProxyAuthenticatorOptions } from './proxy/proxy-authenticator.ts';
import { ShownTokens } from './token/shown-tokens.ts';
import { createTokenAuthenticator } from './token/token-authenticator.ts';

export interface AuthenticatorOptions {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly peers: Peers;
  /** The caller as the cluster of a context names it. Throws as {@link AskOwner}. */
  readonly askOwner: (
    caller: Caller,
    context: string | undefined,
  ) => Promise<{ readonly name: string; readonly uid: string; readonly groups: readonly string[] }>;
  /** A context, undefined for the current one, with the address of its cluster; null if there is no such context. */
  readonly placeOf: (
    context: string | undefined,
  ) => Promise<{ readonly context: string; readonly cluster: string } | null>;
}

/** Other modes do without the libraries of OpenID Connect, which cost 4 MB of memory. */
export async function createAuthenticator(
  mode: AuthMode,
  options: AuthenticatorOptions,
): Promise<Authenticator> {
  const { clock, logger, peers } = options;
  switch (mode) {
    case 'kubeconfig':
      return createLocalAuthenticator(operatorName());
    case 'token':
      return createTokenAuthenticator({
        askOwner: askTokenOwner(options),
        cookies: cookiesOf(options),
        clock,
        peers,
      });
    case 'oidc': {
      const { createOidcAuthenticator } = await import('./oidc/oidc-authenticator.ts');
      return createOidcAuthenticator({
        settings: options.settings,
        cookies: cookiesOf(options),
        clock,
        logger,
        peers,
      });
    }
    case 'proxy':
      return createProxyAuthenticator(proxyOptions(options));
    default:
      return mode satisfies never;
  }
}

function proxyOptions(options: AuthenticatorOptions): ProxyAuthenticatorOptions {
  const { settings } = options;
  const { proxyTokenHeader: header } = settings;
  return {
    isTrusted: addressesIn(settings.trustedProxies),
    userHeader: settings.proxyUserHeader,
    groupsHeader: settings.proxyGroupsHeader,
    allowedGroups: settings.impersonateGroups,
    tokens: header === '' ? undefined : { header, shown: proxiedTokens(options) },
  };
}

function proxiedTokens(options: AuthenticatorOptions): ShownTokens {
  return new ShownTokens({
    askOwner: askTokenOwner(options),
    clock: options.clock,
    refusal: 'The cluster does not accept the token that the proxy sent for you. Sign in at the proxy again.',
    replaced: true,
  });
}

function cookiesOf({ settings, logger }: AuthenticatorOptions): SealedCookies {
  const [first, ...others] = settings.secret;
  if (first === undefined) {
    logger.warn(
      {},
      'PODSHELL_SECRET is not set: users have to sign in again after a restart of this server.',
    );
  }
  return new SealedCookies({
    secrets: [first ?? randomBytes(32).toString('base64'), ...others],
    secure: browsersUseHttps(settings),
    path: basePathOf(settings) || '/',
  });
}

/** Asks as a caller who has this token and nothing else. */
function askTokenOwner({ askOwner, placeOf }: AuthenticatorOptions) {
  return async (token: string, wanted: string | undefined) => {
    const place = await placeOf(wanted);
    if (place === null) throw noPlace(wanted);
    const { context, cluster } = place;
    const asking: Caller = {
      userId: 'signing-in',
      displayName: 'signing in',
      groups: [],
      credential: {
        kind: 'token',
        key: randomBytes(16).toString('base64url'),
        context,
        token: () => Promise.resolve(token),
      },
    };
    const owner = await askOwner(asking, context);
    return { ...owner, context, cluster };
  };
}

/** Who is not signed in yet is told no names of contexts, nor what is wrong with one. */
function noPlace(wanted: string | undefined): PodshellError {
  return wanted === undefined
    ? new PodshellError('context-required', 'The kubeconfig of Podshell has no current context. Name one.')
    : new PodshellError('context-not-found', `There is no context "${wanted}" to sign in to.`);
}
