/** Three servers that are one, of which a spec knows each. */

import { allOf, planReplicas, type ReplicaPlan } from '../../support/replica-plan.ts';
import { HttpClient } from './http-client.ts';
import { type Environment, PodshellProcess } from './podshell-process.ts';
import { type BindOptions, TerminalClient } from './terminal-client.ts';

const COUNT = 3;

export class Replicas {
  /** Those that run or have run, in the order of their names. */
  readonly servers: PodshellProcess[];
  /** `host:port` of each, and of each that is started later. */
  readonly addresses: readonly string[];
  /** Of a load balancer that sends each request and each connection to the next of them. */
  readonly url: string;
  readonly api: HttpClient;
  readonly #plan: ReplicaPlan;
  readonly #env: Environment;

  private constructor(servers: readonly PodshellProcess[], plan: ReplicaPlan, env: Environment) {
    this.servers = [...servers];
    this.addresses = plan.replicas.map(({ PORT }) => `127.0.0.1:${PORT}`);
    this.#plan = plan;
    this.#env = env;
    this.url = `http://127.0.0.1:${plan.port}`;
    this.api = new HttpClient(this.url);
  }

  /**
   * Starts servers named `web-1` and so on, all at once, and waits until each knows the others.
   * @param later how many more {@link startNext} may start
   */
  static async start(env: Environment, later = 0): Promise<Replicas> {
    const plan = await planReplicas(COUNT + later);
    const starting = plan.replicas.slice(0, COUNT).map((own) => PodshellProcess.start({ ...own, ...env }));
    return new Replicas(await allOf(starting, (server) => server.stop()), plan, env);
  }

  /** Starts one more, and waits until it knows the others. */
  async startNext(): Promise<void> {
    const own = this.#plan.replicas[this.servers.length];
    if (own === undefined) throw new Error('No more replicas are planned');
    this.servers.push(await PodshellProcess.start({ ...own, ...this.#env }));
  }

  bind(sessionId: string, options: BindOptions): Promise<TerminalClient> {
    return TerminalClient.bind(this.url, sessionId, options);
  }

  /** The server that has a session's shell, as the id says. */
  ownerOf(sessionId: string): PodshellProcess {
    const [, at = '0'] = /^web-(\d+)-/.exec(replicaIn(sessionId)) ?? [];
    const owner = this.servers[Number(at) - 1];
    if (owner === undefined) throw new Error(`${sessionId} names no replica`);
    return owner;
  }

  async stop(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.stop()));
    await this.#plan.dispose();
  }
}

/** The id of the replica that a session's id names. */
export function replicaIn(sessionId: string): string {
  return sessionId.split('~')[1] ?? '';
}
