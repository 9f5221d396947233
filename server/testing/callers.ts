/** Callers for tests. */

import type { Caller } from '#server/ports.ts';

/** A user who acts with the kubeconfig's credentials, as in mode `kubeconfig`. */
export function localCaller(userId = 'user-1', displayName = 'User One'): Caller {
  return { userId, displayName, groups: [], credential: { kind: 'kubeconfig' } };
}

/** One sign-in of a user with a token, as a test plays it. */
export interface PlayedSignIn {
  readonly caller: Caller;
  /** Signs out, or the sign-in expires. */
  end(): void;
}

/**
 * A sign-in with a token.
 * @param key names the sign-in; it is the token too
 * @param diesAt when the token expires, in milliseconds since the epoch
 * @param now of the test's clock
 */
export function playedSignIn(
  userId: string,
  key: string,
  { diesAt, now = Date.now }: { readonly diesAt?: number; readonly now?: () => number } = {},
): PlayedSignIn {
  const ended = new AbortController();
  const caller: Caller = {
    ...tokenCaller(userId, key),
    credential: {
      kind: 'token',
      key,
      diesAt,
      async token() {
        ended.signal.throwIfAborted();
        return key;
      },
      lastToken: () => (now() < (diesAt ?? Number.POSITIVE_INFINITY) ? key : undefined),
    },
    ended: ended.signal,
    expiresAt: diesAt,
  };
  return { caller, end: () => ended.abort() };
}

/** A user with a bearer token. */
function tokenCaller(userId: string, token: string): Caller {
  return {
    userId,
    displayName: userId,
    groups: [],
    credential: { kind: 'token', key: userId, token: () => Promise.resolve(token) },
  };
}
