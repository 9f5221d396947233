/** Who may call the demo cluster, and how a bearer token becomes a user. */

export interface User {
  readonly username: string;
  readonly uid?: string;
  readonly groups: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

/** The user of a request without credentials. */
export const ANONYMOUS: User = { username: 'system:anonymous', groups: ['system:unauthenticated'] };

/** The users of every demo cluster. */
export const DEMO_USERS = ['admin', 'alice', 'bob'] as const;
/** Users that exist only for tests that replay recordings. */
export const TEST_USERS = ['carol', 'dave'] as const;
export type DemoUserName = (typeof DEMO_USERS)[number] | (typeof TEST_USERS)[number];

const GROUPS: Record<DemoUserName, readonly string[]> = {
  admin: ['system:masters'],
  alice: ['dev'],
  bob: ['dev'],
  carol: ['dev'],
  dave: ['dev'],
};

function demoUser(name: DemoUserName): User {
  return { username: name, uid: name, groups: [...GROUPS[name], 'system:authenticated'] };
}

/** A service account of the namespace `podshell`, which is where Podshell would run. */
export function accountUser(name: string): User {
  return {
    username: `system:serviceaccount:podshell:${name}`,
    groups: ['system:serviceaccounts', 'system:serviceaccounts:podshell', 'system:authenticated'],
  };
}

/** The tokens of one cluster. */
export class TokenTable {
  readonly tokens: ReadonlyMap<DemoUserName, string>;
  /** By name of the service account. */
  readonly accountTokens: ReadonlyMap<string, string>;
  readonly #users = new Map<string, User>();

  /** `randomToken` returns a new, unguessable token on each call. */
  constructor(names: readonly DemoUserName[], randomToken: () => string, accounts: readonly string[] = []) {
    const tokens = new Map<DemoUserName, string>();
    for (const name of names) {
      const token = randomToken();
      tokens.set(name, token);
      this.#users.set(token, demoUser(name));
    }
    this.tokens = tokens;
    this.accountTokens = new Map(accounts.map((name) => [name, randomToken()]));
    for (const [name, token] of this.accountTokens) this.#users.set(token, accountUser(name));
  }

  /** The user of a token; undefined for an unknown token. */
  userOf(token: string): User | undefined {
    return this.#users.get(token);
  }
}
