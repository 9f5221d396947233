/**
 * The mode without sign-in: whoever reaches the listener is the operator of this process, with the rights of its
 * kubeconfig. The settings keep the listener on loopback unless the operator says otherwise.
 */

import { userInfo } from 'node:os';
import type { Authenticator } from './authenticator.ts';

/** Everybody is one user, `local`, shown under the given name. */
export function createLocalAuthenticator(displayName: string): Authenticator {
  const operator = { userId: 'local', displayName };
  return { authenticate: () => Promise.resolve(operator) };
}

/** The account that this process runs as. Containers may run as a number that has no account. */
export function operatorName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'operator';
  }
}
