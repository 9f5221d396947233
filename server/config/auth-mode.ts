/** Decides the mode of authentication where the settings leave it open, and refuses one that would let strangers in. */

import { isLoopback } from './addresses.ts';
import type { AuthMode } from './auth-modes.ts';
import type { Settings } from './settings.ts';

export type ResolvedMode =
  | { readonly kind: 'ok'; readonly mode: AuthMode }
  /** The message says what is wrong and what to do. */
  | { readonly kind: 'bad'; readonly message: string };

/** @param isServiceAccount true where the cluster was found by the service account of a pod */
export function resolveAuthMode(
  { auth, host }: Pick<Settings, 'auth' | 'host'>,
  isServiceAccount: boolean,
): ResolvedMode {
  const mode = auth === '' ? (isServiceAccount ? 'token' : 'kubeconfig') : auth;
  if (mode !== 'kubeconfig' || isLoopback(host)) return { kind: 'ok', mode };
  return {
    kind: 'bad',
    message:
      `HOST is "${host}", which other machines can reach, but in mode "kubeconfig" nobody signs in: everybody who ` +
      'reaches it could open shells as you. Set HOST to 127.0.0.1, or let users sign in: set PODSHELL_AUTH to token, ' +
      'oidc or proxy.',
  };
}
