/** The cluster of all measurements, and how a bare client connects to it. */

import { mkdtemp, rm } from 'node:fs/promises';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import { type Child, startChild } from './child.ts';

/** MB of output that the demo cluster buffers for a slow reader; a real one buffers 6 to 31. */
const PIPELINE_MB = 32;
/** The pod has bash in its one container. */
export const POD = { namespace: 'team-a', name: 'debian' } as const;
const RUNNING_MS = 60_000;

export interface BenchCluster {
  readonly kubeconfig: string;
  /** Started for this run. */
  readonly isDemo: boolean;
  /** Names the cluster below the table. */
  readonly description: string;
  /** For instance `https://127.0.0.1:41733`. */
  readonly server: string;
  readonly headers: Readonly<Record<string, string>>;
  /** One TLS connection per stream, one TLS context for all. */
  readonly agent: https.Agent;
  dispose(): Promise<void>;
}

/** @param given kubeconfig path of a cluster that has the demo cluster's pods; undefined: start a demo cluster */
export async function openCluster(given: string | undefined): Promise<BenchCluster> {
  if (given !== undefined) {
    return connect(given, { isDemo: false, description: `cluster of ${given}` }, async () => {});
  }
  const folder = await mkdtemp(join(tmpdir(), 'podshell-bench-'));
  const kubeconfig = join(folder, 'kubeconfig');
  const args = ['demo-cluster/main.ts', '--kubeconfig', kubeconfig, '--pipeline-mb', String(PIPELINE_MB)];
  const child: Child = await startChild(args, 'Kubeconfig:');
  const description = `demo cluster, ${PIPELINE_MB} MB between process and reader`;
  return connect(kubeconfig, { isDemo: true, description }, async () => {
    await child.stop();
    await rm(folder, { recursive: true, force: true });
  });
}

async function connect(
  kubeconfig: string,
  { isDemo, description }: Pick<BenchCluster, 'isDemo' | 'description'>,
  stop: () => Promise<void>,
): Promise<BenchCluster> {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  const options: https.RequestOptions = {};
  await config.applyToHTTPSOptions(options);
  const { ca, cert, key, rejectUnauthorized } = options;
  const agent = new https.Agent({
    secureContext: tls.createSecureContext({ ca, cert, key }),
    ...(rejectUnauthorized === undefined ? {} : { rejectUnauthorized }),
  });
  try {
    await untilRunning(config);
  } catch (error) {
    await stop();
    throw error;
  }
  const headers = Object.entries(options.headers ?? {}).map(([name, value]) => [name, String(value).trim()]);
  return {
    kubeconfig,
    isDemo,
    description,
    server: config.getCurrentCluster()?.server ?? '',
    headers: Object.fromEntries(headers),
    agent,
    dispose: stop,
  };
}

async function untilRunning(config: KubeConfig): Promise<void> {
  const core = config.makeApiClient(CoreV1Api);
  const deadline = Date.now() + RUNNING_MS;
  for (;;) {
    const pod = await core.readNamespacedPod(POD);
    if (pod.status?.phase === 'Running') return;
    if (Date.now() > deadline) throw new Error(`Pod ${POD.namespace}/${POD.name} does not run`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
