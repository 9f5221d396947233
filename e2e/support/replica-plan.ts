/**
 * One server, or several that are one to whoever asks: with `PODSHELL_E2E_REPLICAS=3`, tests that know of a single server get
 * three, behind a load balancer that gives each request to another one.
 */

import { randomBytes } from 'node:crypto';
import { freePort } from '#scripts/free-port.ts';
import { startRoundRobinProxy } from '#server/testing/round-robin-proxy.ts';
import { startHaproxyBalancer } from './haproxy-balancer.ts';

const VARIABLE = 'PODSHELL_E2E_REPLICAS';
const MAX_REPLICAS = 9;

/** The load balancer: our own, which gives each request to another server, or HAProxy, which gives each connection. */
const BALANCER_VARIABLE = 'PODSHELL_E2E_BALANCER';
const BALANCERS = { own: startRoundRobinProxy, haproxy: startHaproxyBalancer };

export interface ReplicaPlan {
  /** Of loopback: where clients connect. */
  readonly port: number;
  /** What each replica needs in its environment. Settings of the test go over them. */
  readonly replicas: readonly Readonly<Record<string, string>>[];
  /** Stops the load balancer; a server alone has none. */
  dispose(): Promise<void>;
}

/** How many servers the tests get for one. @throws Error naming the variable when it is not a number from 1 to 9 */
export function replicaCount(): number {
  const text = process.env[VARIABLE] ?? '1';
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= MAX_REPLICAS) return count;
  throw new Error(`${VARIABLE} is "${text}", but must be a number from 1 to ${MAX_REPLICAS}`);
}

/** Finds ports for as many servers, and starts the load balancer when there are several. */
export async function planReplicas(count = replicaCount()): Promise<ReplicaPlan> {
  if (count === 1) {
    const port = await freePort();
    return { port, replicas: [{ PORT: String(port) }], dispose: async () => {} };
  }
  const [ports, peerPorts] = await Promise.all([freePorts(count), freePorts(count)]);
  const shared = {
    PODSHELL_SECRET: randomBytes(24).toString('hex'),
    PODSHELL_PEERS: peerPorts.map((port) => `https://127.0.0.1:${port}`).join(','),
  };
  const { port, dispose } = await startBalancer(ports);
  const replicas = ports.map((own, at) => ({
    ...shared,
    PORT: String(own),
    POD_NAME: `web-${at + 1}`,
    PODSHELL_PEER_LISTEN: `127.0.0.1:${peerPorts[at]}`,
  }));
  return { port, replicas, dispose };
}

/** Resolves with all, or ends those that have started and rejects with the first error. */
export async function allOf<T>(
  starting: readonly Promise<T>[],
  end: (started: T) => Promise<void>,
): Promise<readonly T[]> {
  const results = await Promise.allSettled(starting);
  const started = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  if (started.length === starting.length) return started;
  await Promise.all(started.map(end));
  throw results.find((result) => result.status === 'rejected')?.reason;
}

/** @throws Error naming the variable when there is no such load balancer */
function startBalancer(ports: readonly number[]) {
  const name = process.env[BALANCER_VARIABLE] ?? 'own';
  if (name === 'own' || name === 'haproxy') return BALANCERS[name](ports);
  throw new Error(`${BALANCER_VARIABLE} is "${name}", but must be own or haproxy`);
}

function freePorts(count: number): Promise<readonly number[]> {
  return Promise.all(Array.from({ length: count }, () => freePort()));
}
