/**
 * Mode `kubeconfig`: everybody who reaches the listener acts as the operator of this process, with the permissions of
 * its kubeconfig. The settings keep the listener on loopback.
 */

import { userInfo } from 'node:os';
import type { Caller } from '#server/ports.ts';
import type { Authenticator } from '../authenticator.ts';

/** Everybody is one user, `local`, shown under the given name. */
export function createLocalAuthenticator(displayName: string): Authenticator {
  const caller: Caller = {
    userId: 'local',
    displayName,
    groups: [],
    credential: { kind: 'kubeconfig' },
  };
  const operator = { caller };
  return {
    mode: 'kubeconfig',
    authenticate: () => operator,
    signOut: () => Promise.resolve({ setCookies: [] }),
  };
}

/** Name of the account that this process runs as. In a container its uid may have no account. */
export function operatorName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'operator';
  }
}
