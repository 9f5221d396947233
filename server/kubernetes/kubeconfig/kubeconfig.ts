/** What the kubeconfig files say, merged and checked: the contexts, each with its cluster and user. */

/** How to reach an API server. File names are absolute. */
export interface ClusterEntry {
  readonly name: string;
  /** `https://` or `http://` address, without a slash at the end. */
  readonly server: string;
  /** PEM. */
  readonly ca: string | undefined;
  readonly caFile: string | undefined;
  readonly skipTlsVerify: boolean;
  readonly tlsServerName: string | undefined;
  readonly proxyUrl: string | undefined;
  /** For exec plugins: the extension `client.authentication.k8s.io/exec`, any JSON. */
  readonly execConfig: unknown;
}

/** An exec plugin, as client-go's `ExecConfig`. */
export interface ExecEntry {
  readonly apiVersion: string;
  /** Absolute if it contains a slash; otherwise it is looked up in `PATH`. */
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** How to install the command. */
  readonly installHint: string | undefined;
  readonly provideClusterInfo: boolean;
}

/** Whom to act as, with the user's own credentials. */
export interface Impersonation {
  readonly user: string;
  readonly uid: string | undefined;
  readonly groups: readonly string[];
  readonly extra: Readonly<Record<string, readonly string[]>>;
}

/** How a user authenticates. File names are absolute. */
export interface UserEntry {
  /** Empty for a context without a user: it is anonymous. */
  readonly name: string;
  readonly token: string | undefined;
  readonly tokenFile: string | undefined;
  readonly basic: { readonly username: string; readonly password: string } | undefined;
  /** Certificate and key in PEM. */
  readonly cert: string | undefined;
  readonly certFile: string | undefined;
  readonly key: string | undefined;
  readonly keyFile: string | undefined;
  readonly exec: ExecEntry | undefined;
  readonly authProvider:
    | { readonly name: string; readonly config: Readonly<Record<string, string>> }
    | undefined;
  readonly impersonate: Impersonation | undefined;
}

interface ContextNames {
  readonly name: string;
  readonly cluster: string;
  readonly user: string;
  /** Empty if the context names none. */
  readonly namespace: string;
}

/** A context that can be used. */
export interface UsableContext extends ContextNames {
  readonly kind: 'usable';
  readonly target: ClusterEntry;
  readonly identity: UserEntry;
}

/** A context that cannot be used. The reason completes the sentence "Context X can't be used: ...". */
export interface UnusableContext extends ContextNames {
  readonly kind: 'unusable';
  readonly reason: string;
}

export type ContextEntry = UsableContext | UnusableContext;

export interface Kubeconfig {
  readonly contexts: readonly ContextEntry[];
  /** What the files name as the current context, even if it does not exist; empty if they name none. */
  readonly current: string;
}

/**
 * The context that is used when a request names none: the current one if it exists, or the only one if none is set.
 * Empty: there is none, so every request must name one.
 */
export function defaultContext({ contexts, current }: Kubeconfig): string {
  if (current !== '') return contexts.some(({ name }) => name === current) ? current : '';
  const [only] = contexts;
  return only !== undefined && contexts.length === 1 ? only.name : '';
}
