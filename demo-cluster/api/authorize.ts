/** Refuses what a user may not do, with the message of a real API server. */

import type { Attributes, Authorizer } from '../access/authorizer.ts';
import type { User } from '../access/users.ts';
import { forbidden, forbiddenPath, type StatusError } from '../objects/status-error.ts';
import type { RequestInfo } from './request-info.ts';

/** @throws StatusError 403 */
export function authorize(authorizer: Authorizer, user: User, info: RequestInfo): void {
  if (!authorizer.decide(user, info).allowed) throw refusal(user, info);
}

/** The 403 for what a user may not do. @param why more than that no rule allows it */
export function refusal(user: User, attributes: Attributes, why = ''): StatusError {
  const because = why === '' ? '' : `: ${why}`;
  if (attributes.kind === 'path') {
    return forbiddenPath(
      `User "${user.username}" cannot ${attributes.verb} path "${attributes.path}"${because}`,
    );
  }
  const { verb, group, resource, subresource, namespace, name } = attributes;
  const full = subresource === '' ? resource : `${resource}/${subresource}`;
  const scope = namespace === '' ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  return forbidden(
    { group, resource, name },
    `User "${user.username}" cannot ${verb} resource "${full}" in API group "${group}" ${scope}${because}`,
    true,
  );
}
