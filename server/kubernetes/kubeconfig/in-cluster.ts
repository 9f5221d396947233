import type { Kubeconfig } from './kubeconfig.ts';
import { ANONYMOUS } from './read-user.ts';

const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Where Kubernetes mounts the token of a pod's service account. */
export const SERVICE_ACCOUNT_TOKEN = `${SERVICE_ACCOUNT}/token`;

const CONTEXT = 'in-cluster';
const USER = 'service-account';

/**
 * A kubeconfig for the cluster that this process runs in, with the pod's service account; undefined outside of a
 * cluster. Kubernetes rotates the token, so it is given as a file.
 */
export function inClusterConfig(
  env: Readonly<Record<string, string | undefined>>,
  files: { exists(file: string): boolean; read(file: string): string },
): Kubeconfig | undefined {
  const host = env.KUBERNETES_SERVICE_HOST;
  if (host === undefined || !files.exists(SERVICE_ACCOUNT_TOKEN)) return undefined;
  const namespaceFile = `${SERVICE_ACCOUNT}/namespace`;
  return {
    contexts: [
      {
        kind: 'usable',
        name: CONTEXT,
        cluster: CONTEXT,
        user: USER,
        namespace: files.exists(namespaceFile) ? files.read(namespaceFile).trim() : '',
        target: {
          name: CONTEXT,
          server: `https://${host.includes(':') ? `[${host}]` : host}:${env.KUBERNETES_SERVICE_PORT ?? '443'}`,
          ca: undefined,
          caFile: `${SERVICE_ACCOUNT}/ca.crt`,
          skipTlsVerify: false,
          tlsServerName: undefined,
          proxyUrl: undefined,
          execConfig: undefined,
        },
        identity: { ...ANONYMOUS, name: USER, tokenFile: SERVICE_ACCOUNT_TOKEN },
      },
    ],
    current: CONTEXT,
  };
}
