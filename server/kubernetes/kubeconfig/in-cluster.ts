import type { Kubeconfig, UsableContext } from './kubeconfig.ts';
import { ANONYMOUS } from './read-user.ts';

/** Where Kubernetes mounts what a pod knows of its service account and its cluster. */
const MOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Where Kubernetes mounts the token of a pod's service account. */
export const SERVICE_ACCOUNT_TOKEN = `${MOUNT}/token`;

/** The name of the cluster that this process runs in, unless `PODSHELL_CLUSTER_NAME` gives another. */
const CLUSTER = 'in-cluster';
const USER = 'service-account';

/**
 * A kubeconfig for the cluster that this process runs in; undefined outside of a cluster. Without a mounted token, it
 * acts as nobody, which is enough where users bring tokens of their own. Kubernetes rotates token and certificate
 * authority, so both are given as files.
 * @param env `KUBERNETES_SERVICE_HOST` and `_PORT`, `POD_NAMESPACE` (as for client-go), `PODSHELL_CLUSTER_NAME`
 */
export function inClusterConfig(
  env: Readonly<Record<string, string | undefined>>,
  files: { exists(file: string): boolean; read(file: string): string },
  mount = MOUNT,
): Kubeconfig | undefined {
  const host = env.KUBERNETES_SERVICE_HOST ?? '';
  const existing = (name: string) => (files.exists(`${mount}/${name}`) ? `${mount}/${name}` : undefined);
  const [caFile, tokenFile, namespaceFile] = [existing('ca.crt'), existing('token'), existing('namespace')];
  if (host === '' || (tokenFile ?? caFile) === undefined) return undefined;
  const name = givenName(env) ?? CLUSTER;
  const mounted = namespaceFile === undefined ? '' : files.read(namespaceFile).trim();
  const own: UsableContext = {
    kind: 'usable',
    name,
    cluster: CLUSTER,
    user: USER,
    namespace: env.POD_NAMESPACE?.trim() || mounted,
    target: {
      name: CLUSTER,
      server: `https://${host.includes(':') ? `[${host}]` : host}:${env.KUBERNETES_SERVICE_PORT || '443'}`,
      ca: undefined,
      caFile,
      skipTlsVerify: false,
      tlsServerName: undefined,
      proxyUrl: undefined,
      execConfig: undefined,
    },
    identity: { ...ANONYMOUS, name: USER, tokenFile },
  };
  return { contexts: [own], current: name };
}

/**
 * The clusters to serve: a kubeconfig comes instead of the cluster that this process runs in, or after it where
 * `PODSHELL_CLUSTER_NAME` names that one. The first context of a name wins, as between files.
 */
export function besideOwnCluster(
  env: Readonly<Record<string, string | undefined>>,
  own: Kubeconfig | undefined,
  others: Kubeconfig,
): Kubeconfig {
  if (own === undefined || givenName(env) === undefined) return others;
  const added = others.contexts.filter(({ name }) => name !== own.current);
  return { contexts: [...own.contexts, ...added], current: own.current };
}

function givenName(env: Readonly<Record<string, string | undefined>>): string | undefined {
  return env.PODSHELL_CLUSTER_NAME?.trim() || undefined;
}
