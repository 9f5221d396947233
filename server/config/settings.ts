/** The validated settings of the server, in the units that their names say. */

import type { AuthMode } from './auth-modes.ts';
import type { ReasonRule } from './reason-rules.ts';
import type { RecordMode } from './recording/record-modes.ts';

export interface Settings extends AuthSettings, ServingSettings, PeerSettings, RecordingSettings {
  readonly port: number;
  readonly host: string;
  /** Empty: the kubeconfig's current context. */
  readonly context: string;
  readonly sockjsPrefix: string;
  /** Accepted Host header values besides the loopback names, without port. */
  readonly allowedHosts: readonly string[];
  /** Accepted origins besides the server's own, for instance `https://portal.example.com`. */
  readonly allowedOrigins: readonly string[];
  /** Origins whose pages may show a shell in a frame. */
  readonly frameAncestors: readonly string[];
  /** Addresses and CIDR ranges of the proxies whose X-Forwarded-For is trusted. */
  readonly trustedProxies: readonly string[];
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
  readonly maxSessionsPerAddress: number;
  readonly maxUnboundSessionsPerAddress: number;
  readonly maxRequestsPerAddress: number;
  readonly maxRequestsPerUser: number;
  /** Per second. */
  readonly maxRequestRatePerAddress: number;
  /** Per second. */
  readonly maxRequestRatePerUser: number;
  readonly maxPodStreamsPerAddress: number;
  readonly maxLogsPerAddress: number;
  readonly debugImages: readonly string[];
  readonly shellIntegration: boolean;
  /** Of the cluster that this process runs in; the kubeconfig has it already. Empty: no name is given. */
  readonly clusterName: string;
  /** Empty: the user's state directory (XDG). */
  readonly stateDirectory: string;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
}

/** What the server listens on besides its port. */
export interface ServingSettings {
  /** A PEM file; empty: no TLS. */
  readonly tlsCert: string;
  /** A PEM file. */
  readonly tlsKey: string;
  /** 0 is off. */
  readonly hstsSeconds: number;
  /** `host:port`; empty: no metrics. */
  readonly metricsAddress: string;
}

/** What is there besides this process. */
export interface PeerSettings {
  /** As `PODSHELL_PEERS`; empty: nothing. */
  readonly peers: string;
  /** `host:port`; empty where there are no peers. */
  readonly peerListen: string;
  /** Empty: not known beforehand. */
  readonly peerUrl: string;
}

/** What of shells is recorded, and where it is kept. */
export interface RecordingSettings {
  readonly record: RecordMode;
  /** A shell is recorded where its namespace, its context and a group of its user fit one of these each. */
  readonly recordNamespaces: readonly string[];
  readonly recordContexts: readonly string[];
  readonly recordGroups: readonly string[];
  /** An absolute directory or `s3://bucket/prefix`; empty: nothing is recorded. */
  readonly recordTo: string;
  /** Ed25519 private key, PKCS#8 in PEM; empty: recordings are not signed. */
  readonly recordKey: string;
  /** age recipients; empty: recordings are not encrypted. */
  readonly recordRecipients: readonly string[];
  /** age identity; empty: the server can't read encrypted recordings. */
  readonly recordIdentity: string;
  /** 0: for ever. */
  readonly recordKeepDays: number;
  readonly recordSpoolBytes: number;
  /** Groups that may read everybody's recordings. */
  readonly recordReaders: readonly string[];
}

/** Who is calling. */
export interface AuthSettings {
  readonly auth: AuthMode;
  readonly secret: readonly string[];
  /** Empty, or an origin with the base path after it, without a slash at the end. */
  readonly publicUrl: string;
  readonly recheckSeconds: number;
  readonly oidcIssuer: string;
  readonly oidcClientId: string;
  readonly oidcClientSecret: string;
  readonly oidcScopes: string;
  readonly oidcToken: 'id' | 'access';
  /** Empty: the client id. */
  readonly oidcAudience: string;
  readonly oidcUsernameClaim: string;
  readonly oidcGroupsClaim: string;
  readonly impersonate: boolean;
  readonly impersonateGroups: readonly string[];
  readonly proxyUserHeader: string;
  readonly proxyGroupsHeader: string;
  /** Empty: users are impersonated. */
  readonly proxyTokenHeader: string;
  /** `off`, `stdout` or an absolute path. */
  readonly audit: string;
  /** The first that fits a namespace counts. */
  readonly reason: readonly ReasonRule[];
}
