/** A pod's service account as the kubelet mounts it: links to files that it replaces all at once. */

import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { createKubelet } from '#demo-cluster/kubelet/kubelet.ts';
import { type DemoCluster, startDemoCluster } from '#demo-cluster/start.ts';
import type { Caller } from '#server/ports.ts';
import { inClusterConfig } from './kubeconfig/in-cluster.ts';
import { fixedKubeconfig } from './kubeconfig/kubeconfig-source.ts';
import { nodeFiles } from './kubeconfig/load-kubeconfig.ts';
import type { Clusters } from './ports.ts';
import { clustersOf } from './testing/demo-fixture.ts';

/** Where a pod finds its cluster, and a mount that a test fills and changes. */
class Pod {
  readonly mount: string;
  readonly address: URL;
  readonly good: { readonly token: string; readonly ca: string };
  readonly aliceToken: string;
  #writes = 0;

  constructor(mount: string, cluster: DemoCluster) {
    const config = parse(cluster.kubeconfigOf('podshell'));
    this.aliceToken = cluster.issueToken('alice', 3_600_000);
    const { server, 'certificate-authority-data': ca } = config.clusters[0].cluster;
    this.mount = mount;
    this.address = new URL(server);
    this.good = { ca: Buffer.from(ca, 'base64').toString(), token: config.users[0].user.token };
  }

  /** What the kubelet does, at first and each time something has changed. */
  async write(files: Readonly<Record<string, string>>): Promise<void> {
    this.#writes += 1;
    const folder = `..2026_${this.#writes}`;
    await mkdir(join(this.mount, folder));
    for (const [name, text] of Object.entries(files)) await writeFile(join(this.mount, folder, name), text);
    await symlink(folder, join(this.mount, '..data_tmp'));
    await rename(join(this.mount, '..data_tmp'), join(this.mount, '..data'));
    if (this.#writes > 1) return;
    for (const name of Object.keys(files)) await symlink(`..data/${name}`, join(this.mount, name));
  }

  clusters(): Clusters {
    const env = {
      KUBERNETES_SERVICE_HOST: this.address.hostname,
      KUBERNETES_SERVICE_PORT: this.address.port,
    };
    const own = inClusterConfig(env, nodeFiles, this.mount);
    if (own === undefined) throw new Error('no cluster is mounted');
    const { clusters } = clustersOf('', { kubeconfig: fixedKubeconfig(own) });
    onTestFinished(() => clusters.dispose());
    return clusters;
  }
}

async function start(): Promise<Pod> {
  const mount = await mkdtemp(join(tmpdir(), 'podshell-account-'));
  const cluster = await startDemoCluster({
    createKubelet,
    serviceAccounts: { podshell: [{ verbs: ['impersonate'], apiGroups: [''], resources: ['users'] }] },
  });
  onTestFinished(async () => {
    await cluster.dispose();
    await rm(mount, { recursive: true });
  });
  return new Pod(mount, cluster);
}

function caller(credential: Caller['credential']): Caller {
  return { userId: 'alice', displayName: 'alice', groups: [], credential };
}

const IMPERSONATED = caller({ kind: 'impersonate', user: 'alice', groups: [] });

test('a rotated token and a rotated authority count with the next request', async () => {
  const pod = await start();
  await pod.write({ 'ca.crt': pod.good.ca, token: 'expired', namespace: 'team-a' });
  const clusters = pod.clusters();
  await expect(clusters.whoAmI(IMPERSONATED, undefined)).rejects.toMatchObject({
    code: 'cluster-unauthenticated',
  });
  await pod.write({ 'ca.crt': pod.good.ca, token: pod.good.token, namespace: 'team-a' });
  expect(await clusters.whoAmI(IMPERSONATED, undefined)).toMatchObject({ name: 'alice' });
  await pod.write({ 'ca.crt': 'none', token: pod.good.token, namespace: 'team-a' });
  await expect(clusters.whoAmI(IMPERSONATED, undefined)).rejects.toMatchObject({
    code: 'cluster-unreachable',
  });
  await pod.write({ 'ca.crt': pod.good.ca, token: pod.good.token, namespace: 'team-a' });
  expect(await clusters.whoAmI(IMPERSONATED, undefined)).toMatchObject({ name: 'alice' });
});

test('without a mounted token, users come with their own and Podshell itself is nobody', async () => {
  const pod = await start();
  await pod.write({ 'ca.crt': pod.good.ca, namespace: 'team-a' });
  const clusters = pod.clusters();
  const token = () => Promise.resolve(pod.aliceToken);
  const alice = caller({ kind: 'token', key: 'k', context: 'in-cluster', token });
  expect(await clusters.whoAmI(alice, undefined)).toMatchObject({ name: 'alice' });
  const { only } = await clusters.pods(alice, {});
  expect(only).toBe('team-a');
  await expect(clusters.pods(caller({ kind: 'kubeconfig' }), {})).rejects.toMatchObject({
    code: 'forbidden',
    message: expect.stringContaining('system:anonymous'),
  });
});
