/** Mode `oidc`: an OpenID Connect provider signs users in, and programs show its tokens. */

import { buildEndSessionUrl } from 'openid-client';
import { isPodshellError, PodshellError } from '#protocol/problem.ts';
import type { Settings } from '#server/config/settings.ts';
import type { Peers } from '#server/peers/ports.ts';
import type { Authenticated, Caller, Clock, ClusterCredential, Logger, Presented } from '#server/ports.ts';
import type { Authenticator } from '../authenticator.ts';
import { bearerToken } from '../bearer.ts';
import { BrowserSignIns } from '../cookies/browser-sign-ins.ts';
import type { SealedCookies } from '../cookies/sealed-cookies.ts';
import { hashOf } from '../hash-of.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import { SignIns } from '../sign-in/sign-ins.ts';
import { KnownTokens } from '../token/known-tokens.ts';
import { BearerVerifier } from './bearer-verifier.ts';
import { HandedTickets } from './handed-tickets.ts';
import { type Identity, type IdentityRules, identityOf } from './identity.ts';
import { claimsOf, joinJwt, splitJwt } from './jwt-parts.ts';
import { type OidcTokens, oidcTokensSchema, tokensOf, type UsedToken, usedToken } from './oidc-tokens.ts';
import { ownAddress } from './own-address.ts';
import { PendingSignIns } from './pending-sign-ins.ts';
import { Provider } from './provider.ts';
import { createProviderFetch, type ProviderFetch } from './provider-fetch.ts';
import { renewTokens } from './renew-tokens.ts';
import { SignInFlow } from './sign-in-flow.ts';

export interface OidcAuthenticatorOptions {
  readonly settings: Pick<
    Settings,
    | 'publicUrl'
    | 'oidcIssuer'
    | 'oidcClientId'
    | 'oidcClientSecret'
    | 'oidcScopes'
    | 'oidcToken'
    | 'oidcAudience'
    | 'oidcUsernameClaim'
    | 'oidcGroupsClaim'
    | 'impersonate'
    | 'impersonateGroups'
  > &
    Partial<Pick<Settings, 'tlsCert'>>;
  readonly cookies: SealedCookies;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly peers: Peers;
  readonly fetch?: ProviderFetch;
}

/** The longest ID token that goes into a URL as a hint; more would not fit into the provider's limits. Characters. */
const LONGEST_HINT = 4000;

/** The provider need not be there yet: its metadata are read when somebody signs in. */
export function createOidcAuthenticator(options: OidcAuthenticatorOptions): Authenticator {
  const { settings, cookies, clock, logger, peers, fetch = createProviderFetch() } = options;
  const used: UsedToken = settings.impersonate ? 'none' : settings.oidcToken;
  const scheme = (settings.tlsCert ?? '') === '' ? 'http' : 'https';
  const rules = identityRules(settings);
  const provider = new Provider({
    issuer: settings.oidcIssuer,
    clientId: settings.oidcClientId,
    clientSecret: settings.oidcClientSecret,
    fetch,
    clock,
    logger,
  });
  const flow = new SignInFlow({
    provider,
    pending: new PendingSignIns(cookies, clock, peers),
    publicUrl: settings.publicUrl,
    scheme,
    scopes: settings.oidcScopes,
    logger,
  });
  const signIns = new SignIns<OidcTokens>({
    rules: {
      expiresAt: ({ until }) => until,
      canRenew: ({ refresh }) => refresh !== undefined,
      renew: (tokens) => renewTokens(tokens, { provider, used, rules, clock, logger }),
    },
    clock,
    peers,
    tokens: oidcTokensSchema,
  });
  const kept = new BrowserSignIns({ cookies, signIns, tokens: oidcTokensSchema, clock, peers });
  const handed = new HandedTickets(cookies);
  const verifier = new BearerVerifier({
    provider,
    fetch,
    audience: settings.oidcAudience === '' ? settings.oidcClientId : settings.oidcAudience,
    token: settings.oidcToken,
    clock,
    logger,
  });
  const known = new KnownTokens<OidcTokens>(clock);
  /** Claims are read once for each token. */
  const identities = new WeakMap<OidcTokens, Identity>();

  function identify(tokens: OidcTokens): Identity {
    const identity = identities.get(tokens) ?? identityOf(claimsOf(tokens.id), rules);
    identities.set(tokens, identity);
    return identity;
  }

  /** As {@link identify}. Settings may have changed since the sign-in, and programs sign in with each request. */
  function identityOfSignedIn(tokens: OidcTokens, which: UsedToken): Identity {
    if (which === 'access' && tokens.access === undefined) {
      throw new PodshellError(
        'unauthenticated',
        'Your sign-in is of before a change of settings. Sign in again.',
      );
    }
    try {
      return identify(tokens);
    } catch (error) {
      throw isPodshellError(error) ? new PodshellError('unauthenticated', error.message) : error;
    }
  }

  function callerOf(signIn: SignIn<OidcTokens>, which: UsedToken = used): Caller {
    const { id, tokens } = signIn.kept;
    const identity = identityOfSignedIn(tokens, which);
    const { userId, displayName, groups, groupsLeftOut } = identity;
    return {
      userId,
      displayName,
      groups: identity.impersonated?.groups ?? groups,
      groupsLeftOut,
      credential: credentialOf(signIn, id, identity, which, clock),
      ended: signIn.ended,
      // With a refresh token only the provider knows the end.
      expiresAt: tokens.refresh === undefined ? tokens.until : undefined,
    };
  }

  async function authenticateBearer(token: string): Promise<Authenticated> {
    const tokens = await known.get(token, async () => {
      const { exp } = await verifier.verify(token);
      // Only the shown token is known: as an ID token it names the user, whichever of the two it is.
      return { kind: 'oidc', id: splitJwt(token), until: exp * 1000 };
    });
    const signIn = signIns.find({ id: `bearer.${hashOf(token)}`, version: 1, tokens });
    await signIn.current();
    return { caller: callerOf(signIn, used === 'none' ? 'none' : 'id') };
  }

  async function endSessionUrl(idToken: string, presented: Presented) {
    const configuration = await provider.configuration();
    if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined;
    const back = `${ownAddress(settings.publicUrl, presented, scheme)}/signin`;
    const url = buildEndSessionUrl(configuration, { post_logout_redirect_uri: back });
    if (idToken.length <= LONGEST_HINT) url.searchParams.set('id_token_hint', idToken);
    return url.href;
  }

  return {
    mode: 'oidc',
    async authenticate(presented) {
      const token = bearerToken(presented);
      if (token !== undefined) return authenticateBearer(token);
      const { signIn, setCookies } = await kept.find(presented);
      return { caller: callerOf(signIn), setCookies };
    },
    beginSignIn: (returnTo, presented, frame) => flow.begin(returnTo, presented, frame),
    finishSignIn: (query, presented) =>
      flow.finish(query, presented, async (grant, frame) => {
        const tokens = tokensOf(grant, used, clock);
        if (identify(tokens).groupsLeftOut) {
          logger.warn({}, 'The identity provider left the groups of a user out, because they are too many');
        }
        if (frame !== undefined) {
          const ticket = kept.ticketFor(tokens, frame);
          return { setCookies: await handed.keep({ ticket, frame }), ticket };
        }
        const { signIn, setCookies } = await kept.begin(tokens, presented);
        return { setCookies, caller: callerOf(signIn) };
      }),
    claimTicket: (frame, presented) => handed.claim(frame, presented),
    async redeemTicket(ticket, secret, presented) {
      const { signIn, setCookies } = await kept.redeem(ticket, secret, presented);
      return { setCookies, caller: callerOf(signIn) };
    },
    async signOut(presented) {
      const { ended, setCookies } = await kept.end(presented);
      const why = 'Not signed out at the identity provider';
      for (const { tokens } of ended) {
        if (tokens.refresh === undefined) continue;
        provider.revoke(tokens.refresh).catch(() => logger.warn({ step: 'revoke' }, why));
      }
      const [first] = ended;
      if (first === undefined) return { setCookies };
      try {
        return { setCookies, location: await endSessionUrl(joinJwt(first.tokens.id), presented) };
      } catch {
        logger.warn({ step: 'end-session' }, why);
        return { setCookies };
      }
    },
    prepare: () => signIns.caughtUp(),
    dispose: () => signIns.dispose(),
  };
}

function identityRules(settings: OidcAuthenticatorOptions['settings']): IdentityRules {
  return {
    groupsClaim: settings.oidcGroupsClaim,
    impersonation: settings.impersonate
      ? { usernameClaim: settings.oidcUsernameClaim, allowedGroups: settings.impersonateGroups }
      : undefined,
  };
}

function credentialOf(
  signIn: SignIn<OidcTokens>,
  id: string,
  { impersonated, groups }: Identity,
  which: UsedToken,
  clock: Clock,
): ClusterCredential {
  if (impersonated !== undefined) return { kind: 'impersonate', ...impersonated };
  return {
    kind: 'token',
    // Other groups may see other things: answers that are kept must not be shared.
    key: `${id}.${hashOf(JSON.stringify(groups))}`,
    async token(refused) {
      // One cluster of several that refuses does not end a sign-in; another token may help if there is one.
      const isRefused = (tokens: OidcTokens) =>
        refused !== undefined && tokens.refresh !== undefined && usedToken(tokens, which) === refused;
      return usedToken(await signIn.current(isRefused), which);
    },
    get diesAt() {
      const { refresh, until } = signIn.kept.tokens;
      return refresh === undefined || signIn.ended.aborted ? until : undefined;
    },
    lastToken() {
      const { tokens } = signIn.kept;
      return clock.now() < tokens.until ? usedToken(tokens, which) : undefined;
    },
  };
}
