/** The validated settings of the server, in the units that their names say. */

export interface Settings {
  readonly port: number;
  readonly host: string;
  readonly sockjsPrefix: string;
  /** Accepted Host header values besides the loopback names, without port. */
  readonly allowedHosts: readonly string[];
  /** Accepted origins besides the server's own, for instance `https://portal.example.com`. */
  readonly allowedOrigins: readonly string[];
  /** Origins whose pages may show a shell in a frame. */
  readonly frameAncestors: readonly string[];
  /** Addresses and CIDR ranges of the proxies whose X-Forwarded-For is trusted. */
  readonly trustedProxies: readonly string[];
  /** Serve other machines without authentication. If false, the server does not start with a HOST that is not loopback. */
  readonly allowUnauthenticated: boolean;
  readonly bindTimeoutSeconds: number;
  readonly heartbeatSeconds: number;
  readonly resumeSeconds: number;
  readonly reopenSeconds: number;
  readonly scrollbackBytes: number;
  readonly drainSeconds: number;
  /** 0 is off. */
  readonly idleSeconds: number;
  /** 0 is off. */
  readonly maxLifeSeconds: number;
  readonly maxSessions: number;
  readonly maxSessionsPerUser: number;
  readonly maxUnboundSessionsPerUser: number;
  readonly maxUnattachedSessionsPerUser: number;
  readonly maxRequestsPerAddress: number;
  /** Empty: the user's state directory (XDG). */
  readonly stateDirectory: string;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
}
