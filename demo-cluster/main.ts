/** `npm run demo:cluster`: runs the demo cluster until SIGINT or SIGTERM. */

import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { commandNotice } from './kubelet/isolation/notice.ts';
import type { Release } from './release.ts';
import { startDemoCluster } from './start.ts';

const USAGE = `Usage: npm run demo:cluster -- [options]

A small Kubernetes cluster on loopback. Its containers are processes of this machine, isolated by namespaces where
Linux allows it.

  --port N           port of the API server (default: a free one)
  --kubeconfig FILE  where to write the kubeconfig (default: .demo/kubeconfig)
  --pipeline-mb N    MB of output to buffer for a slow reader before its process blocks
  --pods N           add N pods that run no processes
  --release R        behave as Kubernetes 1.36 (the default) or 1.24
  --help             show this help`;

interface Arguments {
  readonly port: number;
  readonly kubeconfig: string;
  readonly pipelineBytes: number | undefined;
  readonly pods: number;
  readonly release: Release;
}

/** Undefined for `--help`. @throws Error that names a wrong argument */
function readArguments(): Arguments | undefined {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      kubeconfig: { type: 'string', default: join(import.meta.dirname, '..', '.demo', 'kubeconfig') },
      'pipeline-mb': { type: 'string' },
      pods: { type: 'string', default: '0' },
      release: { type: 'string', default: '1.36' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const pipeline = values['pipeline-mb'];
  return {
    port: wholeNumber('port', values.port, 65_535),
    kubeconfig: values.kubeconfig,
    pipelineBytes: pipeline === undefined ? undefined : wholeNumber('pipeline-mb', pipeline, 1024) * 1e6,
    pods: wholeNumber('pods', values.pods, 100_000),
    release: releaseOf(values.release),
  };
}

function releaseOf(text: string): Release {
  if (text === '1.24' || text === '1.36') return text;
  throw new Error(`--release must be 1.24 or 1.36, not "${text}"`);
}

function wholeNumber(name: string, text: string, most: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > most) {
    throw new Error(`--${name} must be a whole number from 0 to ${most}, not "${text}"`);
  }
  return value;
}

async function main(): Promise<void> {
  const wanted = readArguments();
  if (wanted === undefined) {
    console.log(USAGE);
    return;
  }
  // `on`, not `once`: npm delivers Ctrl-C twice, and the second must not end the process before its containers.
  const stopped = new Promise<void>((resolve) => {
    process.on('SIGINT', () => resolve());
    process.on('SIGTERM', () => resolve());
  });
  const cluster = await startDemoCluster({
    port: wanted.port,
    kubeconfigPath: wanted.kubeconfig,
    pipelineBytes: wanted.pipelineBytes,
    isolationNotice: true,
    release: wanted.release,
    syntheticPodCount: wanted.pods,
    onFault: (error) => console.error(error),
  });
  if (cluster.notIsolated !== undefined) console.warn(commandNotice(cluster.notIsolated));
  console.log(`Kubeconfig: ${wanted.kubeconfig}\nTry: KUBECONFIG=${wanted.kubeconfig} kubectl get pods -A`);
  await stopped;
  await cluster.dispose();
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
