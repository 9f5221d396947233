/** The server's settings, as the rest of the server sees them: validated, in the units that their names say. */

export interface Settings {
  readonly port: number;
  readonly host: string;
  readonly sockjsPrefix: string;
  /** Host header values that are served besides the loopback names, without port. */
  readonly allowedHosts: readonly string[];
  /** Origins besides the one that the request's own Host names, for instance `https://portal.example.com`. */
  readonly allowedOrigins: readonly string[];
  /** Origins whose pages may show a shell in a frame. */
  readonly frameAncestors: readonly string[];
  /** Addresses and CIDR ranges of the proxies whose X-Forwarded-For counts. */
  readonly trustedProxies: readonly string[];
  /** Serve other machines although nobody signs in. Off: a HOST that is not loopback is refused at start. */
  readonly allowUnauthenticated: boolean;
  readonly bindTimeoutSeconds: number;
  readonly heartbeatSeconds: number;
  readonly resumeSeconds: number;
  readonly scrollbackBytes: number;
  readonly drainSeconds: number;
  /** 0 is off. */
  readonly idleSeconds: number;
  /** 0 is off. */
  readonly maxLifeSeconds: number;
  readonly maxSessions: number;
  readonly maxSessionsPerUser: number;
  readonly maxUnboundSessionsPerUser: number;
  readonly maxRequestsPerAddress: number;
  /** Empty: the user's own directory for such things. */
  readonly stateDirectory: string;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
}
