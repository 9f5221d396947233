/** Podshell's own account at the clusters, which modes that impersonate cannot do without. */

import { SERVICE_ACCOUNT_TOKEN } from './in-cluster.ts';
import type { Kubeconfig, UserEntry } from './kubeconfig.ts';

/** The settings that decide whose credentials go to the cluster. */
interface ModeSettings {
  readonly auth: string;
  readonly impersonate: boolean;
  /** Empty: users are impersonated. */
  readonly proxyTokenHeader: string;
}

/** Why a server cannot start in this mode, as a sentence with the next step; undefined if it can. */
export function explainMissingAccount(settings: ModeSettings, { contexts }: Kubeconfig): string | undefined {
  const { auth } = settings;
  const impersonates =
    (auth === 'proxy' && settings.proxyTokenHeader === '') || (auth === 'oidc' && settings.impersonate);
  const usable = contexts.filter((context) => context.kind === 'usable');
  if (!impersonates || usable.length === 0 || usable.some(({ identity }) => hasCredentials(identity))) {
    return undefined;
  }
  return (
    `PODSHELL_AUTH is ${JSON.stringify(auth)}, in which Podshell impersonates users with its own account, but it has ` +
    `no credentials. In a pod, mount the token of its service account (${SERVICE_ACCOUNT_TOKEN}); elsewhere, add a ` +
    'user to the context of the kubeconfig.'
  );
}

function hasCredentials(user: UserEntry): boolean {
  const { token, tokenFile, basic, cert, certFile, exec, authProvider } = user;
  return [token, tokenFile, basic, cert, certFile, exec, authProvider].some((means) => means !== undefined);
}
