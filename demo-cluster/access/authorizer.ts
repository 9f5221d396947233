/** Decides what a user may do: RBAC over the bindings it is given. */

import { type Binding, type PolicyRule, PRIVILEGED_GROUP } from './roles.ts';
import type { User } from './users.ts';

export interface ResourceAttributes {
  readonly kind: 'resource';
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource: string;
  /** Empty: the cluster scope, or all namespaces. */
  readonly namespace: string;
  /** Empty: a collection, not one object. */
  readonly name: string;
}

export interface PathAttributes {
  readonly kind: 'path';
  readonly verb: string;
  readonly path: string;
}

export type Attributes = ResourceAttributes | PathAttributes;

export interface Decision {
  readonly allowed: boolean;
  /** Which binding allows it; empty for privileged users and for refusals, as in a real cluster. */
  readonly reason: string;
}

const EVERYTHING: readonly PolicyRule[] = [
  { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
  { verbs: ['*'], nonResourceURLs: ['*'] },
];

export class Authorizer {
  #bindings: readonly Binding[];

  constructor(bindings: readonly Binding[]) {
    this.#bindings = bindings;
  }

  /** From now on these bindings hold, for the next request and not for streams that are open, as in a real cluster. */
  replace(change: (bindings: readonly Binding[]) => readonly Binding[]): void {
    this.#bindings = change(this.#bindings);
  }

  decide(user: User, attributes: Attributes): Decision {
    if (user.groups.includes(PRIVILEGED_GROUP)) return { allowed: true, reason: '' };
    const namespace = attributes.kind === 'resource' ? attributes.namespace : '';
    const binding = this.#bindingsOf(user, namespace).find(({ role }) =>
      role.rules.some((rule) => ruleAllows(rule, attributes)),
    );
    return binding === undefined
      ? { allowed: false, reason: '' }
      : { allowed: true, reason: allowedReason(binding) };
  }

  /** The rules that hold for a user in a namespace, cluster-wide ones first. */
  rulesOf(user: User, namespace: string): readonly PolicyRule[] {
    if (user.groups.includes(PRIVILEGED_GROUP)) return EVERYTHING;
    return this.#bindingsOf(user, namespace).flatMap(({ role }) => role.rules);
  }

  #bindingsOf(user: User, namespace: string): Binding[] {
    return this.#bindings.filter(
      (binding) =>
        (binding.namespace === undefined || binding.namespace === namespace) &&
        (binding.subject.kind === 'User'
          ? binding.subject.name === user.username
          : user.groups.includes(binding.subject.name)),
    );
  }
}

/** True when the rule covers the request. */
export function ruleAllows(rule: PolicyRule, attributes: Attributes): boolean {
  if (!includesOrStar(rule.verbs, attributes.verb)) return false;
  if (attributes.kind === 'path') return pathMatches(rule.nonResourceURLs ?? [], attributes.path);
  const { group, resource, subresource, name } = attributes;
  const full = subresource === '' ? resource : `${resource}/${subresource}`;
  const resources = rule.resources ?? [];
  return (
    includesOrStar(rule.apiGroups ?? [], group) &&
    (includesOrStar(resources, full) || (subresource !== '' && resources.includes(`*/${subresource}`))) &&
    (rule.resourceNames === undefined || rule.resourceNames.includes(name))
  );
}

function includesOrStar(values: readonly string[], wanted: string): boolean {
  return values.includes('*') || values.includes(wanted);
}

function pathMatches(patterns: readonly string[], path: string): boolean {
  return patterns.some((pattern) =>
    pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : pattern === path,
  );
}

function allowedReason({ name, namespace, role, subject }: Binding): string {
  const [binding, kind] =
    namespace === undefined
      ? [`ClusterRoleBinding "${name}"`, 'ClusterRole']
      : [`RoleBinding "${name}/${namespace}"`, 'Role'];
  return `RBAC: allowed by ${binding} of ${kind} "${role.name}" to ${subject.kind} "${subject.name}"`;
}
