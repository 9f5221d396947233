/** Who is calling. Each authentication mode implements this; the rest of the server sees nothing else of it. */

import type { AuthMode } from '#server/config/auth-modes.ts';
import type { Authenticated, Caller, Presented } from '#server/ports.ts';

/** The outcome of signing in or out, for the response. */
export interface SignInOutcome {
  readonly setCookies: readonly string[];
  /** Where the browser goes next. */
  readonly location?: string | undefined;
  /** Who has signed in. */
  readonly caller?: Caller | undefined;
  /** Signs a frame in, which has to redeem it: nobody is signed in yet. */
  readonly ticket?: string | undefined;
}

export interface Authenticator {
  readonly mode: AuthMode;
  /**
   * The caller that the sender shows to be. A result that is no promise spares the request a turn.
   * @throws PodshellError `unauthenticated`, `sign-in-unavailable`
   */
  authenticate(presented: Presented): Authenticated | Promise<Authenticated>;
  /**
   * Mode `token`: signs in with a bearer token of a cluster.
   * @param frame the challenge of a frame in a page of another site, which gets a ticket instead
   * @throws PodshellError `token-rejected`, `cluster-unreachable`
   */
  signInWithToken?(
    token: string,
    context: string | undefined,
    presented: Presented,
    frame?: string,
  ): Promise<SignInOutcome>;
  /**
   * Mode `oidc`: the provider's page to go to, and a cookie that binds the answer to this browser.
   * @param returnTo a path of our own
   * @param frame as for `signInWithToken`
   * @throws PodshellError `sign-in-unavailable`, and `sign-in-failed` where our own address is not known
   */
  beginSignIn?(returnTo: string, presented: Presented, frame?: string): Promise<SignInOutcome>;
  /**
   * Mode `oidc`: the provider's answer. `location` is the `returnTo` of the beginning.
   * @param query of the callback's URL
   * @throws PodshellError `sign-in-failed`, `sign-in-unavailable`, with `returnTo` and `setCookies` for the response
   */
  finishSignIn?(query: URLSearchParams, presented: Presented): Promise<SignInOutcome>;
  /**
   * Mode `oidc`: the ticket that the provider's answer has brought for a frame, for the window that signed in.
   * @throws PodshellError `sign-in-failed` in another browser, for another frame, or too late
   */
  claimTicket?(frame: string, presented: Presented): Promise<SignInOutcome>;
  /**
   * Signs the frame in that sends the request.
   * @param secret the frame's own, whose hash is its challenge
   * @throws PodshellError `sign-in-failed`, `replica-unreachable`
   */
  redeemTicket?(ticket: string, secret: string, presented: Presented): Promise<SignInOutcome>;
  /** Ends the sign-in that the sender shows. `location`: the provider's end-session endpoint. Never throws. */
  signOut(presented: Presented): Promise<SignInOutcome>;
  /** Resolves once sign-outs are known that other replicas have seen. Nothing is served before. Never rejects. */
  prepare?(): Promise<void>;
  /** Ends timers and connections. Idempotent. */
  dispose?(): void;
}
