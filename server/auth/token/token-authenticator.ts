/** Mode `token`: users sign in with a bearer token of the cluster, which decides whether it is valid and whose it is. */

import { PodshellError } from '#protocol/problem.ts';
import type { Peers } from '#server/peers/ports.ts';
import type { Caller, Clock, Presented } from '#server/ports.ts';
import type { Authenticator } from '../authenticator.ts';
import { bearerToken, isBearerToken } from '../bearer.ts';
import { BrowserSignIns } from '../cookies/browser-sign-ins.ts';
import type { SealedCookies } from '../cookies/sealed-cookies.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import { SignIns } from '../sign-in/sign-ins.ts';
import {
  type AskOwner,
  HELD_TOKEN_RULES,
  type HeldToken,
  heldTokenCaller,
  heldTokenSchema,
  holdToken,
  isTokenRefusal,
} from './held-token.ts';
import { ShownTokens } from './shown-tokens.ts';

export interface TokenAuthenticatorOptions {
  readonly askOwner: AskOwner;
  readonly cookies: SealedCookies;
  readonly clock: Clock;
  readonly peers: Peers;
}

/** Users sign in with a token, and programs send one with each request. */
export function createTokenAuthenticator({
  askOwner,
  cookies,
  clock,
  peers,
}: TokenAuthenticatorOptions): Authenticator {
  const tokens = heldTokenSchema;
  const signIns = new SignIns<HeldToken>({ rules: HELD_TOKEN_RULES, clock, peers, tokens });
  const kept = new BrowserSignIns({ cookies, signIns, tokens, clock, peers });
  const bearers = new ShownTokens({
    askOwner,
    clock,
    refusal: 'The cluster does not accept the bearer token of the request.',
    replaced: false,
  });
  const callerOf = (signIn: SignIn<HeldToken>): Caller => heldTokenCaller(signIn, signIn.kept.id, clock);

  return {
    mode: 'token',
    async authenticate(presented: Presented) {
      const token = bearerToken(presented);
      if (token !== undefined) return { caller: await bearers.callerOf(token) };
      const { signIn, setCookies } = await kept.find(presented);
      return { caller: callerOf(signIn), setCookies };
    },
    async signInWithToken(token, context, presented, frame) {
      if (!isBearerToken(token)) throw rejected('It has characters that no token has. Copy the token again.');
      try {
        const held = await holdToken(token, context, askOwner, clock);
        if (frame !== undefined) return { setCookies: [], ticket: kept.ticketFor(held, frame) };
        const { signIn, setCookies } = await kept.begin(held, presented);
        return { setCookies, caller: callerOf(signIn) };
      } catch (error) {
        throw isTokenRefusal(error) ? rejected('Check that it has not expired.') : error;
      }
    },
    async redeemTicket(ticket, secret, presented) {
      const { signIn, setCookies } = await kept.redeem(ticket, secret, presented);
      return { setCookies, caller: callerOf(signIn) };
    },
    async signOut(presented) {
      const { setCookies } = await kept.end(presented);
      return { setCookies };
    },
    prepare: () => signIns.caughtUp(),
    dispose() {
      signIns.dispose();
      bearers.dispose();
    },
  };
}

function rejected(hint: string): PodshellError {
  return new PodshellError('token-rejected', `The cluster does not accept this token. ${hint}`);
}
