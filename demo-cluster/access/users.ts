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

/** A token and how long it works. */
interface Known {
  readonly user: User;
  /** Milliseconds since the epoch. */
  readonly until: number;
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
  readonly #known = new Map<string, Known>();
  readonly #randomToken: () => string;
  readonly #now: () => number;

  /**
   * @param randomToken returns a new, unguessable token on each call
   * @param accounts names of service accounts
   * @param now milliseconds since the epoch
   */
  constructor(
    names: readonly DemoUserName[],
    randomToken: () => string,
    accounts: readonly string[] = [],
    now: () => number = Date.now,
  ) {
    this.#randomToken = randomToken;
    this.#now = now;
    const tokens = new Map<DemoUserName, string>();
    for (const name of names) {
      const token = randomToken();
      tokens.set(name, token);
      this.#know(token, demoUser(name));
    }
    this.tokens = tokens;
    this.accountTokens = new Map(accounts.map((name) => [name, randomToken()]));
    for (const [name, token] of this.accountTokens) this.#know(token, accountUser(name));
  }

  /**
   * Issues a further token that expires, as `kubectl create token` does: a JWT that says so.
   * @param lifeMs milliseconds
   */
  issue(name: DemoUserName, lifeMs: number): string {
    const until = this.#now() + lifeMs;
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    // Nobody checks the signature: the cluster looks the token up.
    const signature = Buffer.from(this.#randomToken()).toString('base64url');
    const token = `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ sub: name, exp: until / 1000 })}.${signature}`;
    this.#know(token, demoUser(name), until);
    return token;
  }

  /** From now on the token is unknown. */
  revoke(token: string): void {
    this.#known.delete(token);
  }

  /** The user of a token; undefined for one that is unknown or has expired. */
  userOf(token: string): User | undefined {
    const known = this.#known.get(token);
    return known !== undefined && this.#now() < known.until ? known.user : undefined;
  }

  #know(token: string, user: User, until = Number.POSITIVE_INFINITY): void {
    this.#known.set(token, { user, until });
  }
}
