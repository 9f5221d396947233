/**
 * Impersonation as Kubernetes 1.36 has it by default: the verb `impersonate` of old, and constrained impersonation
 * (KEP-5284), which asks for a verb on the user and another on what is done as that user. Answers agree with
 * `fixtures/impersonation`.
 */

import type { Attributes, Authorizer, ResourceAttributes } from '../access/authorizer.ts';
import { ANONYMOUS, type User } from '../access/users.ts';
import { StatusError } from '../objects/status-error.ts';
import { refusal } from './authorize.ts';
import { type HeaderLines, type WantedUser, wantedUser } from './impersonation-headers.ts';

/** One way to impersonate. They are tried in order, but the one that last let a requestor in is tried first. */
interface Mode {
  readonly name: 'arbitrary-node' | 'serviceaccount' | 'user-info' | 'legacy';
  /** False where the mode is not for this user, which is no refusal. */
  applies(wanted: WantedUser): boolean;
}

/** Without `associated-node`: no account of this cluster runs on a node. */
const CONSTRAINED: readonly Mode[] = [
  { name: 'arbitrary-node', applies: (wanted) => isNameOnly(wanted) && nodeOf(wanted.name) !== undefined },
  { name: 'serviceaccount', applies: (wanted) => isNameOnly(wanted) && accountOf(wanted.name) !== undefined },
  {
    name: 'user-info',
    applies: ({ name }) => nodeOf(name) === undefined && accountOf(name) === undefined,
  },
];
const LEGACY: Mode = { name: 'legacy', applies: () => true };

/** From this many groups on, one check for all of them is tried first. */
const MANY = 4;

const AUTHENTICATION = 'authentication.k8s.io';
const AUTHENTICATED = 'system:authenticated';
const [UNAUTHENTICATED = ''] = ANONYMOUS.groups;

export class Impersonation {
  readonly #authorizer: Authorizer;
  readonly #modes: readonly Mode[];
  readonly #lastMode = new Map<string, Mode>();

  /** @param constrained true from 1.36 on */
  constructor(authorizer: Authorizer, constrained: boolean) {
    this.#authorizer = authorizer;
    this.#modes = constrained ? [...CONSTRAINED, LEGACY] : [LEGACY];
  }

  /**
   * The user as whom a request is served: its sender, or whom its headers name.
   * @param attributes what the request does
   * @throws StatusError 400, or 403 with the first refusal
   */
  actingUser(requestor: User, headers: HeaderLines, attributes: Attributes): User {
    const wanted = wantedUser(headers);
    if (wanted === undefined) return requestor;
    const last = this.#lastMode.get(requestor.username);
    const modes = new Set(last === undefined ? this.#modes : [last, ...this.#modes]);
    let first: unknown;
    for (const mode of modes) {
      if (!mode.applies(wanted)) continue;
      try {
        const user = this.#check(mode, requestor, wanted, attributes);
        this.#lastMode.set(requestor.username, mode);
        return user;
      } catch (error) {
        if (!(error instanceof StatusError)) throw error;
        first ??= error;
      }
    }
    throw first;
  }

  #check(mode: Mode, requestor: User, wanted: WantedUser, attributes: Attributes): User {
    const isConstrained = mode !== LEGACY;
    const verb = isConstrained ? `impersonate:${mode.name}` : 'impersonate';
    const namesGroup = isConstrained ? AUTHENTICATION : '';
    if (isConstrained) {
      this.#require(requestor, { ...attributes, verb: `impersonate-on:${mode.name}:${attributes.verb}` });
    }
    const require = (target: Partial<ResourceAttributes>) =>
      this.#require(requestor, { ...NOTHING, verb, ...target });
    const account = accountOf(wanted.name);
    const node = isConstrained ? nodeOf(wanted.name) : undefined;
    if (node !== undefined) require({ group: namesGroup, resource: 'nodes', name: node });
    else if (account !== undefined) require({ group: namesGroup, resource: 'serviceaccounts', ...account });
    else require({ group: namesGroup, resource: 'users', name: wanted.name });
    if (wanted.uid !== '') require({ group: AUTHENTICATION, resource: 'uids', name: wanted.uid });
    this.#requireGroups(requestor, { ...NOTHING, verb, group: namesGroup, resource: 'groups' }, wanted, mode);
    for (const [subresource, values] of wanted.extra) {
      const extra = { ...NOTHING, verb, group: AUTHENTICATION, resource: 'userextras' };
      if (isConstrained && !subresource.includes('/')) {
        throw refusal(requestor, extra, invalidKey(subresource));
      }
      for (const name of values) this.#require(requestor, { ...extra, subresource, name });
    }
    return userOf(wanted, node, account);
  }

  #requireGroups(requestor: User, on: ResourceAttributes, { groups }: WantedUser, mode: Mode): void {
    if (mode !== LEGACY) {
      if (groups.includes('')) {
        throw refusal(requestor, on, 'impersonating the empty string group is not allowed');
      }
      const masters = 'system:masters';
      if (groups.includes(masters)) {
        throw refusal(
          requestor,
          { ...on, name: masters },
          `impersonating the ${masters} group is not allowed`,
        );
      }
      const all = { ...on, name: '*' };
      if (groups.length >= MANY && this.#authorizer.decide(requestor, all).allowed) return;
    }
    for (const name of groups) this.#require(requestor, { ...on, name });
  }

  #require(requestor: User, attributes: Attributes): void {
    if (!this.#authorizer.decide(requestor, attributes).allowed) throw refusal(requestor, attributes);
  }
}

const NOTHING = {
  kind: 'resource',
  verb: '',
  group: '',
  resource: '',
  subresource: '',
  namespace: '',
  name: '',
} as const satisfies ResourceAttributes;

function userOf(wanted: WantedUser, node: string | undefined, account: Account | undefined): User {
  const { name: username, uid, extra } = wanted;
  const groups = [...(node === undefined ? groupsOf(wanted, account) : ['system:nodes'])];
  if (username === ANONYMOUS.username) addGroup(groups, UNAUTHENTICATED);
  else if (!groups.includes(UNAUTHENTICATED)) addGroup(groups, AUTHENTICATED);
  return {
    username,
    ...(uid === '' ? {} : { uid }),
    groups,
    ...(extra.size === 0 ? {} : { extra: Object.fromEntries(extra) }),
  };
}

/** A service account has fixed groups, unless others are named. */
function groupsOf({ groups }: WantedUser, account: Account | undefined): readonly string[] {
  if (account === undefined || groups.length > 0) return groups;
  return ['system:serviceaccounts', `system:serviceaccounts:${account.namespace}`];
}

function addGroup(groups: string[], group: string): void {
  if (!groups.includes(group)) groups.push(group);
}

interface Account {
  readonly namespace: string;
  readonly name: string;
}

function accountOf(username: string): Account | undefined {
  const [, namespace, name] = /^system:serviceaccount:([a-z0-9-]+):([a-z0-9.-]+)$/.exec(username) ?? [];
  return namespace === undefined || name === undefined ? undefined : { namespace, name };
}

function nodeOf(username: string): string | undefined {
  return /^system:node:([a-z0-9.-]+)$/.exec(username)?.[1];
}

function isNameOnly({ uid, groups, extra }: WantedUser): boolean {
  return uid === '' && groups.length === 0 && extra.size === 0;
}

function invalidKey(key: string): string {
  return `impersonating an invalid key in extra is not allowed: extra.key: Invalid value: ${JSON.stringify(key)}: must be a domain-prefixed path (such as "acme.io/foo")`;
}
