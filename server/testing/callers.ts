/** Callers for tests. */

import type { Caller } from '#server/ports.ts';

/** A user who acts with the kubeconfig's credentials, as in mode `kubeconfig`. */
export function localCaller(userId = 'user-1', displayName = 'User One'): Caller {
  return { userId, displayName, groups: [], credential: { kind: 'kubeconfig' } };
}

/** A user with a bearer token. */
export function tokenCaller(userId: string, token: string): Caller {
  return {
    userId,
    displayName: userId,
    groups: [],
    credential: { kind: 'token', key: userId, token: () => Promise.resolve(token) },
  };
}
