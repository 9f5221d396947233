/**
 * The mode without sign-in: everybody who reaches the listener acts as the operator of this process, with the
 * permissions of its kubeconfig. The settings keep the listener on loopback unless the operator opts out.
 */

import { userInfo } from 'node:os';
import type { Authenticator } from './authenticator.ts';

/** Everybody is one user, `local`, shown under the given name. */
export function createLocalAuthenticator(displayName: string): Authenticator {
  const operator = { userId: 'local', displayName };
  return { authenticate: () => Promise.resolve(operator) };
}

/** Name of the account that this process runs as. In a container its uid may have no account. */
export function operatorName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'operator';
  }
}
