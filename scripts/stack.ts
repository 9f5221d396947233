/** Podshell with a cluster: the demo cluster, or the one of the current kubeconfig. */

import { startDemoForServer } from '#demo-cluster/demo-for-server.ts';
import { startServerProcess } from './server-process.ts';

export interface StackOptions {
  /** Pages are compiled on request, and the server restarts when its sources change. */
  readonly dev: boolean;
  readonly cluster: 'demo' | 'kubeconfig';
}

/** Runs until a signal or until the server ends; resolves with the exit code, with everything stopped. */
export async function runStack({ dev, cluster }: StackOptions): Promise<number> {
  const signalled = new Promise<number>((resolve) => {
    // Keeps listening: npm forwards a signal that the terminal has already sent to the group, and the second one must
    // not interrupt the stop.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(0));
  });
  const demo = cluster === 'demo' ? await startDemoForServer() : undefined;
  for (const notice of demo?.notices ?? []) console.log(notice);
  try {
    const server = startServerProcess({ dev, env: { ...demo?.env, ...chosen() } });
    const code = await Promise.race([signalled, server.exited]);
    await server.stop();
    return code;
  } finally {
    await demo?.stop();
  }
}

/** What the user may set for the demo too. */
function chosen(): Record<string, string> {
  const { PODSHELL_DRAIN_SECONDS, PODSHELL_STATE_DIR } = process.env;
  return {
    ...(PODSHELL_DRAIN_SECONDS === undefined ? {} : { PODSHELL_DRAIN_SECONDS }),
    ...(PODSHELL_STATE_DIR === undefined ? {} : { PODSHELL_STATE_DIR }),
  };
}
