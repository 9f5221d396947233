/** The production server as its own process, as users run it. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SERVER_ENVIRONMENT, SERVER_FLAGS } from '#scripts/server-engine.ts';
import { type Child, startChild } from './child.ts';
import type { BenchCluster } from './cluster.ts';

export interface BenchServer extends Pick<Child, 'pid' | 'stop'> {
  /** For instance `http://127.0.0.1:41733`. */
  readonly url: string;
}

/**
 * Starts a server with default settings, but without draining and request logs.
 * @param env further settings
 */
export async function startPodshell(
  cluster: Pick<BenchCluster, 'kubeconfig'>,
  env: Readonly<Record<string, string>> = {},
): Promise<BenchServer> {
  const stateDirectory = await mkdtemp(join(tmpdir(), 'podshell-bench-state-'));
  const child = await startChild([...SERVER_FLAGS, 'server/main.mjs'], 'Podshell is at ', {
    ...SERVER_ENVIRONMENT,
    NODE_ENV: 'production',
    PORT: '0',
    HOST: '127.0.0.1',
    KUBECONFIG: cluster.kubeconfig,
    PODSHELL_DRAIN_SECONDS: '0',
    PODSHELL_LOG_LEVEL: 'warn',
    PODSHELL_STATE_DIR: stateDirectory,
    ...env,
  });
  return {
    pid: child.pid,
    url: child.ready,
    async stop(signal) {
      await child.stop(signal);
      await rm(stateDirectory, { recursive: true, force: true });
    },
  };
}
