/** Types that every folder of the server shares: caller, request, clock, logger. Imports nothing. */

/** A person or service that is signed in. Two requests come from the same user when their `userId` is equal. */
export interface Caller {
  /** Stable and unique, for instance an OIDC issuer and subject. Outlives a sign-in: a later one resumes its shells. */
  readonly userId: string;
  /** The name that logs and pages show. */
  readonly displayName: string;
  /** Groups that the sign-in names; the cluster may know others. */
  readonly groups: readonly string[];
  /** True where the identity provider has left groups out, because they are too many. */
  readonly groupsLeftOut?: boolean;
  /** How clusters are asked on behalf of the caller. */
  readonly credential: ClusterCredential;
  /**
   * Aborts when the sign-in has ended: signed out, expired, or refused by its provider. Connections and streams of the
   * caller end with it. Undefined: it never ends.
   */
  readonly ended?: AbortSignal | undefined;
  /** When the sign-in ends unless it is renewed, in milliseconds since the epoch; undefined: unknown or never. */
  readonly expiresAt?: number | undefined;
}

/** How clusters are asked on behalf of a caller. */
export type ClusterCredential =
  /** As the user that each context of the kubeconfig names: the operator of this process. */
  | { readonly kind: 'kubeconfig' }
  /** With a bearer token of the caller's own. */
  | {
      readonly kind: 'token';
      /** Equal only for tokens of one sign-in with the same groups. Caches are keyed by it. Holds no secret. */
      readonly key: string;
      /** The only context whose cluster may get the token; undefined: every cluster that Podshell is configured for. */
      readonly context?: string | undefined;
      /**
       * A token that is valid now, renewed if need be.
       * @param refused a token that a cluster has just refused: another one is wanted
       * @throws PodshellError `unauthenticated` when the sign-in has ended, `sign-in-unavailable` when it cannot be
       *   renewed now
       */
      token(refused?: string): Promise<string>;
      /**
       * When the token stops working for good, in milliseconds since the epoch; undefined: unknown, or it is renewed.
       * What was started with it is ended before. Read it anew: a proxy may send a newer token, and a sign-in that has ended
       * renews none.
       */
      readonly diesAt?: number | undefined;
      /**
       * The newest token that is known, also after the sign-in has ended, to check on what was started with it and to end
       * that, for nothing else. Undefined once it has expired.
       */
      lastToken?(): string | undefined;
    }
  /** By impersonation, with the credentials of the context's own user (Kubernetes, "User impersonation"). */
  | { readonly kind: 'impersonate'; readonly user: string; readonly groups: readonly string[] };

/** What a request, an upgrade or a SockJS request shows of its sender. */
export interface Presented {
  /** By lower-case name, each header line apart (Node's `headersDistinct`). */
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>;
  /** IP address of the peer: a proxy's, if there is one in front. */
  readonly peer: string;
}

/** Who sends a request, and which one, for logs. */
export interface Sender {
  /** Undefined while nobody is known. */
  readonly caller: Caller | undefined;
  /** Address of the client, behind trusted proxies the one that they name. */
  readonly address: string;
  /** Names the request in the logs and in the response's `X-Request-Id`. */
  readonly requestId: string;
}

export interface Authenticated {
  readonly caller: Caller;
  /** Values of `Set-Cookie` for the response: the sign-in was renewed. */
  readonly setCookies?: readonly string[];
}

/** A clock that callers pass in, so that tests can use a fake one. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls back once after `ms` milliseconds, however many; the returned function cancels. */
  after(ms: number, callback: () => void): () => void;
  /** Calls back once after pending I/O, so that everything that arrives meanwhile is sent together. */
  soon(callback: () => void): void;
}

/** The server's log. `fields` are searchable; the message is one plain sentence without variable parts. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
