/** Explains why an API server does not let Podshell's account act as a user. The patterns match recorded answers. */

/** Whom Podshell acts as. */
export interface Impersonated {
  readonly user: string;
  readonly groups: readonly string[];
}

/** `groups "ops" is forbidden: User "podshell" cannot impersonate resource "groups" ...`; 1.36 also `impersonate:user-info`. */
const NAMED =
  /^([a-z]+)\S*(?: "(.*)")? is forbidden: User "(.*)" cannot (impersonate(?::[a-z-]+)?) resource "/;

/** `pods is forbidden: User "podshell" cannot impersonate-on:user-info:list resource "pods" ...` (1.36). */
const ON_REQUEST = /forbidden: User "(.*)" cannot (impersonate-on:\S+) (?:resource|path) "([^"]*)"/;

/**
 * The sentence for a 403; undefined if it is about something else.
 * @param message the cluster's words
 */
export function explainImpersonation(
  message: string,
  { context, impersonated }: { readonly context: string; readonly impersonated?: Impersonated | undefined },
): string | undefined {
  const named = NAMED.exec(message);
  if (named !== null) {
    const [, resource = '', name = '', account = '', verb = ''] = named;
    return refused(
      `Podshell's account "${account}" may not impersonate ${kindOf(resource)} "${name}" in the cluster of context "${context}" (403).`,
      resource === 'groups'
        ? `allow it the verb "${verb}" on this group, or to remove the group from PODSHELL_IMPERSONATE_GROUPS`
        : `allow it the verb "${verb}" on ${resource}`,
    );
  }
  const onRequest = ON_REQUEST.exec(message);
  if (onRequest === null) return undefined;
  const [, account = '', verb = '', resource = ''] = onRequest;
  return refused(
    `Podshell's account "${account}" may not act as ${whom(impersonated)} in the cluster of context "${context}" (403).`,
    `allow it the verb "impersonate" on users and on each of these groups, or "${verb}" on ${resource}`,
  );
}

function refused(cause: string, step: string): string {
  return `${cause} Ask your Podshell admin to ${step}.`;
}

function kindOf(resource: string): string {
  return { users: 'user', groups: 'group', serviceaccounts: 'service account' }[resource] ?? resource;
}

function whom(impersonated: Impersonated | undefined): string {
  if (impersonated === undefined) return 'another user';
  const { user, groups } = impersonated;
  if (groups.length === 0) return `user "${user}"`;
  return `user "${user}" with ${groups.length === 1 ? 'group' : 'groups'} ${groups.map((group) => `"${group}"`).join(', ')}`;
}
