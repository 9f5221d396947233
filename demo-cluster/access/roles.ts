/** Roles and bindings of the demo cluster, as RBAC defines them. */

import { accountUser, type DemoUserName } from './users.ts';

/** One rule of a role. It covers either resources or paths. */
export interface PolicyRule {
  readonly verbs: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}

export interface Role {
  readonly name: string;
  readonly rules: readonly PolicyRule[];
}

export interface Binding {
  readonly name: string;
  /** Undefined: the binding applies to the whole cluster. */
  readonly namespace?: string;
  readonly role: Role;
  readonly subject: { readonly kind: 'User' | 'Group'; readonly name: string };
}

const publicInfo: Role = {
  name: 'system:public-info-viewer',
  rules: [{ verbs: ['get'], nonResourceURLs: ['/healthz', '/livez', '/readyz', '/version', '/version/'] }],
};

const discovery: Role = {
  name: 'system:discovery',
  rules: [
    {
      verbs: ['get'],
      nonResourceURLs: [
        '/api',
        '/api/*',
        '/apis',
        '/apis/*',
        '/healthz',
        '/livez',
        '/openapi',
        '/openapi/*',
        '/readyz',
        '/version',
        '/version/',
      ],
    },
  ],
};

const issuerDiscovery: Role = {
  name: 'system:service-account-issuer-discovery',
  rules: [{ verbs: ['get'], nonResourceURLs: ['/.well-known', '/.well-known/*'] }],
};

const basicUser: Role = {
  name: 'system:basic-user',
  rules: [
    {
      verbs: ['create'],
      apiGroups: ['authorization.k8s.io'],
      resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
    },
    { verbs: ['create'], apiGroups: ['authentication.k8s.io'], resources: ['selfsubjectreviews'] },
  ],
};

const podShell: Role = {
  name: 'pod-shell',
  rules: [
    { verbs: ['get', 'list', 'watch'], apiGroups: [''], resources: ['pods'] },
    { verbs: ['create', 'get'], apiGroups: [''], resources: ['pods/exec'] },
    { verbs: ['get'], apiGroups: [''], resources: ['pods/log'] },
  ],
};

const podLister: Role = {
  name: 'pod-lister',
  rules: [{ verbs: ['list'], apiGroups: [''], resources: ['pods'] }],
};

/** Exec with one verb only. An exec over WebSocket needs both. */
const execVerb = (verb: 'get' | 'create'): Role => ({
  name: `exec-${verb}-only`,
  rules: [
    { verbs: ['get', 'list'], apiGroups: [''], resources: ['pods'] },
    { verbs: [verb], apiGroups: [''], resources: ['pods/exec'] },
  ],
});

const everyone = (role: Role, group: string): Binding => ({
  name: role.name,
  role,
  subject: { kind: 'Group', name: group },
});

const inTeamA = (name: string, role: Role, user: DemoUserName): Binding => ({
  name,
  namespace: 'team-a',
  role,
  subject: { kind: 'User', name: user },
});

/** All bindings, in the order in which a rules review lists them. */
export const BINDINGS: readonly Binding[] = [
  everyone(basicUser, 'system:authenticated'),
  everyone(discovery, 'system:authenticated'),
  everyone(publicInfo, 'system:authenticated'),
  everyone(publicInfo, 'system:unauthenticated'),
  everyone(issuerDiscovery, 'system:authenticated'),
  inTeamA('alice-pod-shell', podShell, 'alice'),
  inTeamA('bob-pod-lister', podLister, 'bob'),
  inTeamA('carol-exec', execVerb('get'), 'carol'),
  inTeamA('dave-exec', execVerb('create'), 'dave'),
];

/** Members may do everything and need no role. */
export const PRIVILEGED_GROUP = 'system:masters';

/** Binds each service account to a cluster role of its own. @param accounts rules by name */
export function accountBindings(accounts: Readonly<Record<string, readonly PolicyRule[]>>): Binding[] {
  return Object.entries(accounts).map(([name, rules]) => ({
    name,
    role: { name, rules },
    subject: { kind: 'User', name: accountUser(name).username },
  }));
}
