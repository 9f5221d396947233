import { KubeConfig } from '@kubernetes/client-node';

const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Where Kubernetes mounts the token of a pod's service account. */
export const SERVICE_ACCOUNT_TOKEN = `${SERVICE_ACCOUNT}/token`;

const CONTEXT = 'in-cluster';

/**
 * A kubeconfig for the cluster that this process runs in, with the pod's service account; undefined outside of a
 * cluster. The client reads the token file again after a minute, because Kubernetes rotates the token.
 */
export function inClusterConfig(
  env: Readonly<Record<string, string | undefined>>,
  files: { exists(file: string): boolean; read(file: string): string },
): KubeConfig | undefined {
  const host = env.KUBERNETES_SERVICE_HOST;
  if (host === undefined || !files.exists(SERVICE_ACCOUNT_TOKEN)) return undefined;
  const namespaceFile = `${SERVICE_ACCOUNT}/namespace`;
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromOptions({
    clusters: [
      {
        name: CONTEXT,
        server: `https://${host.includes(':') ? `[${host}]` : host}:${env.KUBERNETES_SERVICE_PORT ?? '443'}`,
        caFile: `${SERVICE_ACCOUNT}/ca.crt`,
        skipTLSVerify: false,
      },
    ],
    users: [
      {
        name: 'service-account',
        authProvider: { name: 'tokenFile', config: { tokenFile: SERVICE_ACCOUNT_TOKEN } },
      },
    ],
    contexts: [
      {
        name: CONTEXT,
        cluster: CONTEXT,
        user: 'service-account',
        namespace: files.exists(namespaceFile) ? files.read(namespaceFile).trim() : undefined,
      },
    ],
    currentContext: CONTEXT,
  });
  return kubeConfig;
}
