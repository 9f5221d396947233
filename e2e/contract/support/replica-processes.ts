/** Several replicas that are one server to a spec: signals reach all, and their output is one text. */

import { allOf, planReplicas, type ReplicaPlan } from '../../support/replica-plan.ts';
import { type Environment, PodshellProcess, type RunningServer } from './podshell-process.ts';

export class ReplicaProcesses implements RunningServer {
  stdout = '';
  stderr = '';
  readonly #plan: ReplicaPlan;
  #processes: readonly PodshellProcess[] = [];

  private constructor(plan: ReplicaPlan) {
    this.#plan = plan;
  }

  /** Starts all at once. @throws Error with the output of one that does not start */
  static async start(env: Environment): Promise<ReplicaProcesses> {
    const plan = await planReplicas();
    const all = new ReplicaProcesses(plan);
    const onOutput = (name: 'stdout' | 'stderr', text: string) => {
      all[name] += text;
    };
    const starting = plan.replicas.map((own) => PodshellProcess.start({ ...own, ...env }, { onOutput }));
    try {
      all.#processes = await allOf(starting, (process) => process.stop());
    } catch (error) {
      await plan.dispose();
      throw error;
    }
    return all;
  }

  /** Of the load balancer. */
  get url(): string {
    const [first] = this.#processes;
    return (first?.url ?? '').replace(/:\d+(?=\/|$)/, `:${this.#plan.port}`);
  }

  get pids(): readonly number[] {
    return this.#processes.flatMap(({ pids }) => pids);
  }

  signal(name: NodeJS.Signals): void {
    for (const process of this.#processes) process.signal(name);
  }

  closeOutput(): void {
    for (const process of this.#processes) process.closeOutput();
  }

  /** The first exit code that is not 0, when all have ended. */
  async exited(timeoutMs?: number): Promise<number> {
    const codes = await Promise.all(this.#processes.map((process) => process.exited(timeoutMs)));
    return codes.find((code) => code !== 0) ?? 0;
  }

  async logged(wanted: RegExp): Promise<void> {
    await Promise.all(this.#processes.map((process) => process.logged(wanted)));
  }

  async stop(): Promise<void> {
    await Promise.all(this.#processes.map((process) => process.stop()));
    await this.#plan.dispose();
  }
}
