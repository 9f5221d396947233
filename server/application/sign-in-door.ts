/** Signing in and out, for the request that is being answered. */

import { PodshellError } from '#protocol/problem.ts';
import type { RequestAudit } from '../audit/request-audit.ts';
import type { Authenticator, SignInOutcome } from '../auth/authenticator.ts';
import { AttemptLimit } from '../auth/sign-in/attempt-limit.ts';
import type { AuthMode } from '../config/auth-modes.ts';
import type { Peers } from '../peers/ports.ts';
import type { Clock } from '../ports.ts';
import type { RequestScope } from '../request-scope.ts';
import type { SignInDoor } from '../runtime.ts';

/** The answer to a sign-in of another mode. */
const ELSEWHERE: { readonly [Mode in AuthMode]: string } = {
  kubeconfig: 'In mode "kubeconfig", nobody signs in.',
  token: 'In mode "token", users sign in with a bearer token: POST /api/signin.',
  oidc: 'In mode "oidc", an identity provider signs users in: GET /api/signin/oidc.',
  proxy: 'In mode "proxy", the proxy in front of Podshell signs users in. Sign in there.',
};

export interface SignInDoorOptions {
  readonly authenticator: Authenticator;
  readonly scope: RequestScope;
  /** The current context with its cluster; null if there is none. */
  readonly place: SignInDoor['place'];
  /** The identity provider's URL; '' without one. */
  readonly issuer: string;
  readonly audit: RequestAudit;
  /** Pages of other sites may show shells in frames. */
  readonly allowsFrames: boolean;
  readonly peers: Peers;
  readonly clock: Clock;
}

export function createSignInDoor(options: SignInDoorOptions): SignInDoor {
  const { authenticator, scope, place, issuer, audit, allowsFrames } = options;
  const attempts = new AttemptLimit(options.peers, options.clock);
  const { mode } = authenticator;

  function only<Step>(step: Step | undefined): Step {
    if (step !== undefined) return step;
    throw new PodshellError('not-found', ELSEWHERE[mode]);
  }

  /** Without sites that may frame shells there are no tickets for frames. */
  function checkFrame(frame: string | undefined): void {
    if (frame === undefined || allowsFrames) return;
    throw new PodshellError(
      'not-found',
      'No site may show shells in a frame. To allow one, list it in PODSHELL_FRAME_ANCESTORS.',
    );
  }

  async function attempt(step: () => Promise<SignInOutcome>): Promise<SignInOutcome> {
    try {
      const outcome = await attempts.attempt(scope.facts.address, step);
      // A ticket is for a frame, which is signed in once it has redeemed it.
      if (outcome.ticket === undefined) audit.record('signed-in', {}, outcome.caller);
      return outcome;
    } catch (error) {
      audit.refuse('sign-in-refused', error);
      throw error;
    }
  }

  return {
    mode,
    place,
    provider: mode === 'oidc' && URL.canParse(issuer) ? new URL(issuer).host : '',
    withToken: async (token, context, frame) => {
      const step = only(authenticator.signInWithToken);
      checkFrame(frame);
      return attempt(() => step(token, context, scope.facts.presented, frame));
    },
    begin: async (returnTo, frame) => {
      checkFrame(frame);
      return only(authenticator.beginSignIn)(returnTo, scope.facts.presented, frame);
    },
    finish: async (query) => {
      const step = only(authenticator.finishSignIn);
      return attempt(() => step(query, scope.facts.presented));
    },
    claim: async (frame) => {
      const step = only(authenticator.claimTicket);
      checkFrame(frame);
      return attempt(() => step(frame, scope.facts.presented));
    },
    redeem: async (ticket, secret) => {
      const step = only(authenticator.redeemTicket);
      return attempt(() => step(ticket, secret, scope.facts.presented));
    },
    async end() {
      const outcome = await authenticator.signOut(scope.facts.presented);
      // In other modes nobody has signed in here, and nothing ends.
      if (mode === 'token' || mode === 'oidc') audit.record('signed-out');
      return outcome;
    },
  };
}
