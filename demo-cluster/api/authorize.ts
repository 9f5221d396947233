/** Refuses what a user may not do, with the message of a real API server. */

import type { Authorizer } from '../access/authorizer.ts';
import type { User } from '../access/users.ts';
import { forbidden, forbiddenPath } from '../objects/status-error.ts';
import type { RequestInfo } from './request-info.ts';

/** @throws StatusError 403 */
export function authorize(authorizer: Authorizer, user: User, info: RequestInfo): void {
  if (info.kind === 'path') {
    if (authorizer.decide(user, info).allowed) return;
    throw forbiddenPath(`User "${user.username}" cannot ${info.verb} path "${info.path}"`);
  }
  if (authorizer.decide(user, info).allowed) return;
  const { verb, group, resource, subresource, namespace, name } = info;
  const full = subresource === '' ? resource : `${resource}/${subresource}`;
  const scope = namespace === '' ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  throw forbidden(
    { group, resource, name },
    `User "${user.username}" cannot ${verb} resource "${full}" in API group "${group}" ${scope}`,
    true,
  );
}
