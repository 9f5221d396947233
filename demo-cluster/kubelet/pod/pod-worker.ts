/** One pod on the node: starts, restarts and ends its containers, and reports the pod status. */

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ContainerSpec, PodObject, PodStatusSink } from '#demo-cluster/ports.ts';
import { BackOff, type BackOffLimits, formatDuration } from './back-off.ts';
import { Container, type ContainerRole } from './container.ts';
import type { NodeParts } from './node-parts.ts';
import { PodStatusWriter } from './pod-status.ts';

export interface PodWorkerParts {
  readonly node: NodeParts;
  readonly sink: PodStatusSink;
  readonly backOff: BackOffLimits;
  readonly hostIp: string;
  readonly podIp: string;
  /** The pod's own directory, made and removed by the worker. */
  readonly directory: string;
}

type Life =
  | { readonly kind: 'creating' }
  | { readonly kind: 'alive' }
  | { readonly kind: 'ending'; readonly gone: Promise<void> };

/** Where the spec has the containers, as events name them. */
const LISTS = { init: 'initContainers', main: 'containers', ephemeral: 'ephemeralContainers' } as const;

export class PodWorker {
  readonly #parts: PodWorkerParts;
  readonly #uid: string;
  readonly #containers: Container[] = [];
  readonly #backOffs = new Map<Container, BackOff>();
  readonly #timers = new Set<() => void>();
  readonly #status: PodStatusWriter;
  #pod: PodObject;
  #life: Life = { kind: 'creating' };

  /** Starts the pod in a later turn of the event loop, so that its creator first sees it pending. */
  constructor(parts: PodWorkerParts, pod: PodObject) {
    this.#parts = parts;
    this.#pod = pod;
    this.#uid = pod.metadata.uid ?? '';
    this.#status = new PodStatusWriter(pod, parts.node.clock.now());
    this.#add('init', pod.spec.initContainers);
    this.#add('main', pod.spec.containers);
    this.#after(0, () => this.#create());
  }

  get containers(): readonly Container[] {
    return this.#containers;
  }

  container(name: string): Container | undefined {
    return this.#containers.find(({ spec }) => spec.name === name);
  }

  /** The pod has changed: starts new ephemeral containers. */
  sync(pod: PodObject): void {
    if (this.#life.kind === 'ending') return;
    this.#pod = pod;
    const added = this.#add('ephemeral', pod.spec.ephemeralContainers);
    if (this.#life.kind !== 'alive') return;
    for (const container of added) this.#start(container);
    if (added.length > 0) this.#report();
  }

  /** Sends TERM to the main processes; when they have exited or the grace period is over, KILL to all. */
  kill(graceMs: number, pod: PodObject = this.#pod): Promise<void> {
    if (this.#life.kind === 'ending') {
      if (graceMs === 0) void this.#killAll();
      return this.#life.gone;
    }
    this.#pod = pod;
    const gone = this.#end(graceMs);
    this.#life = { kind: 'ending', gone };
    return gone;
  }

  async #end(graceMs: number): Promise<void> {
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
    const running = this.#containers.filter((container) => container.running);
    for (const { spec } of running) this.#event('Normal', 'Killing', `Stopping container ${spec.name}`);
    if (graceMs > 0 && running.length > 0) await this.#terminate(running, graceMs);
    await this.#killAll();
    this.#report();
    rmSync(this.#parts.directory, { recursive: true, force: true });
  }

  /** Resolves when all have exited or the grace period is over. */
  async #terminate(running: readonly Container[], graceMs: number): Promise<void> {
    const { clock } = this.#parts.node;
    await new Promise<void>((resolve) => {
      const cancel = clock.after(graceMs, resolve);
      this.#onExitWhileEnding = () => {
        if (running.some((container) => container.running)) return;
        cancel();
        resolve();
      };
      for (const container of running) container.signal('SIGTERM');
    });
    this.#onExitWhileEnding = undefined;
  }

  #onExitWhileEnding: (() => void) | undefined;

  /** Closes the output of exited processes. For the shutdown of the kubelet. */
  release(): void {
    for (const container of this.#containers) container.release();
  }

  async #killAll(): Promise<void> {
    await Promise.all(this.#containers.map((container) => container.kill()));
  }

  #create(): void {
    this.#report();
    this.#life = { kind: 'alive' };
    this.#after(0, () => {
      this.#report();
      this.#proceed();
    });
  }

  /** Starts the containers that are due: init containers one by one, then all others. */
  #proceed(): void {
    const init = this.#containers.filter(({ role }) => role === 'init');
    const next = init.find(({ state }) => state.kind !== 'terminated' || state.exitCode !== 0);
    const due = next ? [next] : this.#containers.filter(({ role }) => role !== 'init');
    for (const container of due) {
      if (container.containerId === undefined) this.#start(container);
    }
    this.#report();
  }

  #add(role: ContainerRole, specs: readonly ContainerSpec[] = []): Container[] {
    const added = specs
      .filter(({ name }) => this.container(name) === undefined)
      .map((spec) => this.#make(role, spec));
    this.#containers.push(...added);
    return added;
  }

  #make(role: ContainerRole, spec: ContainerSpec): Container {
    const directory = join(this.#parts.directory, spec.name);
    const hostname = this.#pod.metadata.name;
    const { node } = this.#parts;
    const onExit = () => this.#onExit(container);
    const container: Container = new Container({
      node,
      spec,
      role,
      hostname,
      firstReason: this.#pod.spec.initContainers?.length ? 'PodInitializing' : 'ContainerCreating',
      directory,
      onExit,
    });
    this.#backOffs.set(container, new BackOff(this.#parts.backOff));
    return container;
  }

  #start(container: Container): void {
    const { name, image } = container.spec;
    this.#event('Normal', 'Pulled', `Container image "${image}" already present on machine`, container);
    this.#event('Normal', 'Created', `Created container: ${name}`, container);
    container.start();
    if (container.running) this.#event('Normal', 'Started', `Started container ${name}`, container);
    else if (container.state.kind === 'terminated') {
      this.#event('Warning', 'Failed', `Error: ${container.state.message}`, container);
      this.#after(0, () => this.#onExit(container));
    }
  }

  #onExit(container: Container): void {
    if (this.#life.kind === 'ending') {
      this.#onExitWhileEnding?.();
      return;
    }
    this.#report();
    const { state, role } = container;
    if (state.kind !== 'terminated') return;
    if (role === 'init' && state.exitCode === 0) this.#proceed();
    else if (this.#shallRestart(role, state.exitCode)) this.#restartLater(container);
  }

  #shallRestart(role: ContainerRole, exitCode: number): boolean {
    const policy = this.#pod.spec.restartPolicy ?? 'Always';
    if (role === 'ephemeral' || policy === 'Never') return false;
    return policy === 'Always' || exitCode !== 0;
  }

  #restartLater(container: Container): void {
    const { state, spec } = container;
    if (state.kind !== 'terminated') return;
    const waitMs = this.#backOffs.get(container)?.next(state.finishedAt - state.startedAt) ?? 0;
    if (waitMs === 0) {
      this.#after(FIRST_RESTART_MS, () => this.#restart(container));
      return;
    }
    const pod = `${this.#pod.metadata.name}_${this.#pod.metadata.namespace}(${this.#uid})`;
    this.#after(FIRST_RESTART_MS, () => {
      const failed = `restarting failed container=${spec.name} pod=${pod}`;
      container.wait('CrashLoopBackOff', `back-off ${formatDuration(waitMs)} ${failed}`);
      this.#event(
        'Warning',
        'BackOff',
        `Back-off restarting failed container ${spec.name} in pod ${pod}`,
        container,
      );
      this.#report();
      this.#after(waitMs, () => this.#restart(container));
    });
  }

  #restart(container: Container): void {
    this.#start(container);
    this.#report();
  }

  #after(ms: number, callback: () => void): void {
    const cancel = this.#parts.node.clock.after(ms, () => {
      this.#timers.delete(cancel);
      callback();
    });
    this.#timers.add(cancel);
  }

  #event(type: 'Normal' | 'Warning', reason: string, message: string, container?: Container): void {
    const fieldPath = container && `spec.${LISTS[container.role]}{${container.spec.name}}`;
    this.#parts.sink.recordEvent(this.#uid, { type, reason, message, ...(fieldPath && { fieldPath }) });
  }

  #report(): void {
    const { hostIp, podIp, node, sink } = this.#parts;
    const addresses = { hostIp, podIp, sandbox: this.#life.kind !== 'creating' };
    sink.setStatus(this.#uid, this.#status.render(this.#pod, this.#containers, addresses, node.clock.now()));
  }
}

/** How long `terminated` is visible before the restart or before the back-off. */
const FIRST_RESTART_MS = 300;
