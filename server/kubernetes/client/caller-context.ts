/** What a context of the kubeconfig means for one caller: whose credentials go to its cluster. */

import { createHash } from 'node:crypto';
import { PodshellError } from '#protocol/problem.ts';
import type { Caller } from '#server/ports.ts';
import type { ContextEntry, Kubeconfig, UsableContext } from '../kubeconfig/kubeconfig.ts';
import { ANONYMOUS } from '../kubeconfig/read-user.ts';

/** Equal for callers that may share connections and cached answers. */
export function keyOf({ userId, credential }: Caller): string {
  switch (credential.kind) {
    case 'kubeconfig':
      return JSON.stringify([userId, credential.kind]);
    case 'token':
      return JSON.stringify([userId, credential.kind, credential.key]);
    case 'impersonate':
      return JSON.stringify([userId, credential.kind, credential.user, hashOf(credential.groups.toSorted())]);
    default:
      return credential satisfies never;
  }
}

/** The context to use when a request names none: the one that the caller signed in to. */
export function placeOf({ credential }: Caller, context: string | undefined): string | undefined {
  return context ?? (credential.kind === 'token' ? credential.context : undefined);
}

/** False where the caller's token belongs to another cluster: it must not be sent there. */
export function isInReach({ credential }: Caller, context: ContextEntry, { contexts }: Kubeconfig): boolean {
  if (credential.kind !== 'token' || credential.context === undefined) return true;
  if (context.name === credential.context) return true;
  const home = contexts.find(({ name }) => name === credential.context);
  return home?.kind === 'usable' && context.kind === 'usable' && home.target.server === context.target.server;
}

/**
 * The context with the caller's identity in the place of the kubeconfig's.
 * @throws PodshellError `context-unusable` where the kubeconfig's user impersonates already
 */
export function contextFor({ credential, displayName }: Caller, context: UsableContext): UsableContext {
  switch (credential.kind) {
    case 'kubeconfig':
      return context;
    case 'token':
      // None of the credentials of the kubeconfig's user may go along with a caller's token.
      return { ...context, user: displayName, identity: { ...ANONYMOUS, name: displayName } };
    case 'impersonate': {
      if (context.identity.impersonate !== undefined) {
        throw new PodshellError(
          'context-unusable',
          `Context "${context.name}" can't be used: its user in the kubeconfig impersonates somebody already (as). ` +
            'Remove that from the kubeconfig of Podshell.',
        );
      }
      const { user, groups } = credential;
      return {
        ...context,
        user: displayName,
        identity: { ...context.identity, impersonate: { user, uid: undefined, groups, extra: {} } },
      };
    }
    default:
      return credential satisfies never;
  }
}

/** The caller's token, for {@link Credentials}. */
export function bearerOf({ credential }: Caller): ((refused?: string) => Promise<string>) | undefined {
  return credential.kind === 'token' ? (refused) => credential.token(refused) : undefined;
}

function hashOf(groups: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(groups)).digest('base64url');
}
