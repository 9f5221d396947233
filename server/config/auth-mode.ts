/** The mode of authentication where the settings leave it open, and why one would let strangers in. */

import { isLoopback } from './addresses.ts';
import type { AuthMode } from './auth-modes.ts';

/** @param inCluster true where Podshell serves the cluster that it runs in */
export function defaultAuthMode(inCluster: boolean): AuthMode {
  return inCluster ? 'token' : 'kubeconfig';
}

/** A sentence for the operator; undefined for a host that may be listened on in this mode. */
export function explainExposure(mode: AuthMode, host: string): string | undefined {
  if (mode !== 'kubeconfig' || isLoopback(host)) return undefined;
  return (
    `HOST is ${JSON.stringify(host)}, which other machines can reach, but in mode "kubeconfig" nobody signs in: ` +
    'everybody who reaches it could open shells as you. Set HOST to 127.0.0.1, or let users sign in: set ' +
    'PODSHELL_AUTH to token, oidc or proxy.'
  );
}
