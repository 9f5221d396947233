import { expect, test } from 'vitest';
import { type KubeconfigFiles, loadKubeconfig } from './load-kubeconfig.ts';

const MOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';
const POD = { KUBERNETES_SERVICE_HOST: '10.96.0.1', KUBERNETES_SERVICE_PORT: '443', HOME: '/' };
const CA = { [`${MOUNT}/ca.crt`]: 'PEM' };
const ACCOUNT = { ...CA, [`${MOUNT}/token`]: 'secret\n', [`${MOUNT}/namespace`]: 'tools\n' };
const OTHERS = {
  '/k': JSON.stringify({
    clusters: [{ name: 'c', cluster: { server: 'https://c' } }],
    users: [{ name: 'u', user: { token: 'secret' } }],
    contexts: ['production', 'staging'].map((name) => ({ name, context: { cluster: 'c', user: 'u' } })),
    'current-context': 'staging',
  }),
};

function load(env: Record<string, string>, files: Record<string, string>) {
  const reader: KubeconfigFiles = { exists: (file) => file in files, read: (file) => files[file] ?? '' };
  const result = loadKubeconfig(env, reader);
  if (result.kind !== 'loaded') throw new Error(result.message);
  return result;
}

function ownContext(env: Record<string, string>, files: Record<string, string>) {
  const [first] = load(env, files).kubeconfig.contexts;
  if (first?.kind !== 'usable') throw new Error('not usable');
  return first;
}

test('the service account is used inside a cluster', () => {
  expect(load(POD, ACCOUNT)).toMatchObject({ source: 'service account', inCluster: true });
  expect(ownContext(POD, ACCOUNT)).toMatchObject({
    name: 'in-cluster',
    namespace: 'tools',
    target: { server: 'https://10.96.0.1:443', caFile: `${MOUNT}/ca.crt` },
    identity: { tokenFile: `${MOUNT}/token` },
  });
});

test('a kubeconfig without contexts counts as none', () => {
  expect(load(POD, { ...ACCOUNT, '/.kube/config': '# empty\n' }).source).toBe('service account');
});

test('an IPv6 address gets brackets', () => {
  const env = { ...POD, KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '6443' };
  expect(ownContext(env, ACCOUNT).target.server).toBe('https://[fd00::1]:6443');
});

test('without a mounted token, the cluster is known and nobody acts as the service account', () => {
  expect(load(POD, CA)).toMatchObject({ source: 'service account', inCluster: true });
  expect(ownContext(POD, CA)).toMatchObject({
    namespace: '',
    target: { caFile: `${MOUNT}/ca.crt` },
    identity: { token: undefined, tokenFile: undefined },
  });
});

test.each([
  ['no address', { HOME: '/' }, ACCOUNT],
  ['an empty address', { ...POD, KUBERNETES_SERVICE_HOST: '' }, ACCOUNT],
  ['nothing mounted', POD, {}],
])('%s is no cluster', (_what, env, files) => {
  expect(() => load(env, files)).toThrow('No Kubernetes cluster found');
});

test('POD_NAMESPACE comes before the mounted namespace, as for client-go', () => {
  expect(ownContext({ ...POD, POD_NAMESPACE: 'team-a' }, ACCOUNT).namespace).toBe('team-a');
});

test('the cluster has the name that users know', () => {
  const env = { ...POD, PODSHELL_CLUSTER_NAME: ' eu-west ' };
  expect(ownContext(env, ACCOUNT).name).toBe('eu-west');
  expect(load(env, ACCOUNT).kubeconfig.current).toBe('eu-west');
});

test('a kubeconfig comes instead of a cluster without a name', () => {
  const { kubeconfig, inCluster, source } = load({ ...POD, KUBECONFIG: '/k' }, { ...ACCOUNT, ...OTHERS });
  expect(kubeconfig.contexts.map(({ name }) => name)).toEqual(['production', 'staging']);
  expect({ inCluster, source }).toEqual({ inCluster: false, source: '/k' });
});

test('a kubeconfig comes after a cluster with a name, whose name wins', () => {
  const env = { ...POD, KUBECONFIG: '/k', PODSHELL_CLUSTER_NAME: 'production' };
  const { kubeconfig, inCluster, source } = load(env, { ...CA, ...OTHERS });
  expect(kubeconfig.contexts.map(({ name, cluster }) => [name, cluster])).toEqual([
    ['production', 'in-cluster'],
    ['staging', 'c'],
  ]);
  expect(kubeconfig.current).toBe('production');
  expect({ inCluster, source }).toEqual({ inCluster: true, source: 'service account:/k' });
});
