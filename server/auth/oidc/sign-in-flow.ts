/** Signing in by authorization code, with PKCE, state and nonce (RFC 9700, section 2.1). */

import {
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  randomNonce,
  randomPKCECodeVerifier,
  type ServerMetadata,
} from 'openid-client';
import { isPodshellError, PodshellError } from '#protocol/problem.ts';
import type { Logger, Presented } from '#server/ports.ts';
import type { SignInOutcome } from '../authenticator.ts';
import { ownAddress } from './own-address.ts';
import type { PendingSignIn, PendingSignIns } from './pending-sign-ins.ts';
import type { Grant, Provider } from './provider.ts';
import { faultOf } from './provider-fault.ts';
import { UnfinishedSignInError, unavailable } from './sign-in-errors.ts';

const CALLBACK_PATH = '/api/signin/oidc/callback';

/** Each sign-in on its way has its cookie, and all of them go along with every request. Characters. */
const LONGEST_RETURN_TO = 1000;

export interface SignInFlowOptions {
  readonly provider: Provider;
  readonly pending: PendingSignIns;
  /** Empty, or PODSHELL_PUBLIC_URL. */
  readonly publicUrl: string;
  /** What Podshell itself speaks. */
  readonly scheme: 'http' | 'https';
  readonly scopes: string;
  readonly logger: Logger;
}

export class SignInFlow {
  readonly #options: SignInFlowOptions;

  constructor(options: SignInFlowOptions) {
    this.#options = options;
  }

  /**
   * The provider's page, and the cookie that binds its answer to this browser.
   * @param frame the challenge of the frame that the sign-in is for, if it is for one
   * @throws PodshellError
   */
  async begin(returnTo: string, presented: Presented, frame?: string): Promise<SignInOutcome> {
    const { provider, pending, publicUrl, scheme, scopes } = this.#options;
    const redirectUri = `${ownAddress(publicUrl, presented, scheme)}${CALLBACK_PATH}`;
    const state = pending.newState();
    const nonce = randomNonce();
    const verifier = randomPKCECodeVerifier();
    try {
      const location = buildAuthorizationUrl(await provider.configuration(), {
        response_type: 'code',
        scope: scopes,
        redirect_uri: redirectUri,
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      const kept = {
        state,
        nonce,
        verifier,
        redirectUri,
        returnTo: returnTo.length <= LONGEST_RETURN_TO ? returnTo : '/',
        ...(frame === undefined ? {} : { frame }),
      };
      return { location: location.href, setCookies: await pending.keep(kept, presented) };
    } catch (error) {
      throw this.#explained(error, 'begin');
    }
  }

  /**
   * Takes the provider's answer.
   * @param open what a grant makes of the browser: the cookies of its sign-in
   * @throws UnfinishedSignInError
   */
  async finish(
    query: URLSearchParams,
    presented: Presented,
    open: (grant: Grant, frame: string | undefined) => Promise<SignInOutcome>,
  ): Promise<SignInOutcome> {
    const state = query.getAll('state');
    const { pending, setCookies } = await this.#options.pending.redeem(
      state.length === 1 ? (state[0] ?? '') : '',
      presented,
    );
    if (pending === undefined) throw new UnfinishedSignInError(notBegunHere(), '/', setCookies);
    try {
      const opened = await open(await this.#redeem(query, pending), pending.frame);
      return { ...opened, location: pending.returnTo, setCookies: [...opened.setCookies, ...setCookies] };
    } catch (error) {
      throw new UnfinishedSignInError(this.#explained(error, 'finish'), pending.returnTo, setCookies);
    }
  }

  async #redeem(query: URLSearchParams, { redirectUri, ...checks }: PendingSignIn): Promise<Grant> {
    if (!isAnswer(query, await this.#options.provider.metadata())) {
      throw failed("The identity provider's answer is incomplete. Try again.");
    }
    const callback = new URL(redirectUri);
    callback.search = query.toString();
    return this.#options.provider.redeem(callback, checks);
  }

  #explained(error: unknown, step: string): PodshellError {
    if (isPodshellError(error)) {
      this.#options.logger.warn({ step, why: error.message }, 'A sign-in failed');
      return error;
    }
    const fault = faultOf(error);
    this.#options.logger.warn({ step, why: fault.why }, 'A sign-in failed at the identity provider');
    if (fault.kind === 'unavailable') return unavailable();
    if (fault.kind === 'mismatched') {
      return failed("The identity provider's answer does not belong to this sign-in. Try again.");
    }
    return refusedWith(fault.error);
  }
}

/**
 * True for an answer as RFC 6749 (section 4.1.2) and RFC 9207 describe it. The browser brings it, so anybody may have
 * written it: what is wrong with it is not the provider's fault.
 */
function isAnswer(query: URLSearchParams, server: Readonly<ServerMetadata>): boolean {
  const names = [...query.keys()];
  if (new Set(names).size !== names.length) return false;
  if (['response', 'id_token', 'token'].some((name) => query.has(name))) return false;
  const issuer = query.get('iss');
  const isNamed =
    issuer === null ? !server.authorization_response_iss_parameter_supported : issuer === server.issuer;
  return isNamed && Boolean(query.get('code') ?? query.get('error'));
}

function refusedWith(error: string): PodshellError {
  switch (error) {
    case 'access_denied':
      return failed('You cancelled at the identity provider, or it does not let you in.');
    case 'invalid_grant':
      return failed('The identity provider no longer accepts this sign-in. Try again.');
    case 'invalid_client':
    case 'unauthorized_client':
      return failed(
        'The identity provider does not accept Podshell as its client. Whoever runs Podshell has to check PODSHELL_OIDC_CLIENT_ID and PODSHELL_OIDC_CLIENT_SECRET.',
      );
    default:
      return failed(`The identity provider refused with "${error}". Try again.`);
  }
}

/** Somebody else's answer must not sign this browser in (RFC 9700, section 4.7). */
function notBegunHere(): PodshellError {
  return failed(
    'This browser did not begin the sign-in, it took more than 10 minutes, or it is over. Try again.',
  );
}

function failed(detail: string): PodshellError {
  return new PodshellError('sign-in-failed', detail);
}
