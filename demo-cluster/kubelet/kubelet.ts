/** The kubelet of the demo cluster: each pod is a directory, each container a set of processes on this machine. */

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kubelet, KubeletOptions, PodObject, StreamRequest } from '#demo-cluster/ports.ts';
import { type Clock, systemClock } from './clock.ts';
import { ImageStore } from './image/image-store.ts';
import { detectIsolation } from './isolation/detect-isolation.ts';
import type { Isolation } from './isolation/isolation.ts';
import { type BackOffLimits, DEMO_BACK_OFF } from './pod/back-off.ts';
import { Container } from './pod/container.ts';
import type { NodeParts } from './pod/node-parts.ts';
import { PodWorker } from './pod/pod-worker.ts';
import { continueEntered, isStopped } from './process/enter.ts';
import { FifoPool } from './process/fifo-pool.ts';
import { PipeProcess } from './process/pipe-process.ts';
import { loadPtyBinding } from './process/pty-binding.ts';
import { PtyProcess } from './process/pty-process.ts';
import { Reaper } from './process/reaper.ts';
import { StoppedCommands, watchOwnChildren } from './process/stopped-commands.ts';
import { refuse } from './refusal.ts';
import { serveLog } from './serve-log.ts';
import { findContainer } from './stream/find-container.ts';
import { parseStreamOptions } from './stream/stream-options.ts';
import { StreamServer } from './stream/stream-server.ts';
import { attachTarget, execTarget } from './stream/stream-target.ts';
import { claim, sweep } from './sweep.ts';

/** `KubeletOptions` and settings for tests and unusual machines. */
export interface KubeletSettings extends KubeletOptions {
  readonly clock?: Clock;
  /** The containers' files; the kubelet makes and removes it. Default: a new directory for temporary files. */
  readonly homesDirectory?: string;
  /** Where to look for the host's programs, like PATH. */
  readonly searchPath?: string;
  readonly backOff?: BackOffLimits;
  /** False: do without namespaces even where the machine has them. Default true. */
  readonly isolated?: boolean;
  /** The node's address in pod status. */
  readonly hostIp?: string;
  /** Milliseconds that a command on a terminal waits for its first size. */
  readonly firstSizeMs?: number;
}

/** Name prefix of the kubelet's directory in the temp directory. */
const PREFIX = 'podshell-demo-';
const SWITCHED_OFF: Isolation = { kind: 'none', reason: 'it is switched off' };
const DEFAULT_PIPELINE_BYTES = 1024 * 1024;
const DEFAULT_FIRST_SIZE_MS = 20;
const STANDARD_PATH = '/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin';

/** @throws Error if node-pty has no binary for this platform */
export function createKubelet(settings: KubeletSettings): Kubelet {
  return new DemoKubelet(settings);
}

class DemoKubelet implements Kubelet {
  readonly #settings: KubeletSettings;
  readonly #clock: Clock;
  readonly #directory: string;
  readonly #pipes: FifoPool;
  readonly #node: NodeParts;
  readonly #streams: StreamServer;
  readonly #pods = new Map<string, PodWorker>();
  readonly #swept: Promise<void>;
  readonly notIsolated: string | undefined;
  #podsEver = 0;
  #disposed: Promise<void> | undefined;

  constructor(settings: KubeletSettings) {
    this.#settings = settings;
    this.#clock = settings.clock ?? systemClock;
    const clock = this.#clock;
    const reaper = new Reaper(clock);
    this.#swept = settings.homesDirectory === undefined ? sweep(tmpdir(), PREFIX, reaper) : Promise.resolve();
    this.#directory = settings.homesDirectory ?? mkdtempSync(join(tmpdir(), PREFIX));
    mkdirSync(this.#directory, { recursive: true });
    claim(this.#directory);
    const binding = loadPtyBinding();
    const pipes = new FifoPool(join(this.#directory, '.pipes'));
    this.#pipes = pipes;
    const isolation = settings.isolated === false ? SWITCHED_OFF : detectIsolation(this.#directory, pipes);
    this.notIsolated = isolation.kind === 'none' ? isolation.reason : undefined;
    this.#node = {
      clock,
      reaper,
      stopped: new StoppedCommands(clock, { isStopped, continue: continueEntered }, watchOwnChildren),
      isolation,
      isolationNotice: settings.isolationNotice === true,
      images: new ImageStore(join(this.#directory, '.images'), settings.searchPath ?? STANDARD_PATH),
      spawn: (spec, tty, size, listener) =>
        tty ? new PtyProcess(binding, clock, spec, size, listener) : new PipeProcess(pipes, spec, listener),
    };
    const limits = {
      pipelineBytes: settings.pipelineBytes ?? DEFAULT_PIPELINE_BYTES,
      firstSizeMs: settings.firstSizeMs ?? DEFAULT_FIRST_SIZE_MS,
    };
    this.#streams = new StreamServer(clock, limits, settings.v5Streams ?? true);
  }

  syncPod(pod: PodObject): void {
    const uid = pod.metadata.uid ?? '';
    if (this.#disposed !== undefined || pod.spec.nodeName === undefined) return;
    const worker = this.#pods.get(uid);
    if (worker !== undefined) worker.sync(pod);
    else if (pod.metadata.deletionTimestamp === undefined) this.#pods.set(uid, this.#startPod(pod, uid));
  }

  async killPod(pod: PodObject, graceSeconds: number): Promise<void> {
    const uid = pod.metadata.uid ?? '';
    await this.#pods.get(uid)?.kill(graceSeconds * 1000, pod);
    this.#pods.delete(uid);
  }

  serveStream(kind: 'exec' | 'attach', pod: PodObject, request: StreamRequest): void {
    const options = parseStreamOptions(request.query);
    const upgrade = request.answer.kind === 'upgrade';
    const found = findContainer(this.#containersOf(pod), options, upgrade);
    if (found instanceof Container) {
      const target = kind === 'exec' ? execTarget(found, options) : attachTarget(found);
      this.#streams.serve(request, options, target);
    } else {
      refuse(request.answer, found, new Date(this.#clock.now()));
    }
  }

  serveLog(
    pod: PodObject,
    query: URLSearchParams,
    _message: IncomingMessage,
    response: ServerResponse,
  ): void {
    serveLog(pod, this.#containersOf(pod), query, response, this.#clock.now());
  }

  restartRuntime(): void {
    this.#streams.restartRuntime();
  }

  dispose(): Promise<void> {
    this.#disposed ??= this.#end();
    return this.#disposed;
  }

  async #end(): Promise<void> {
    this.#streams.dispose();
    const workers = [...this.#pods.values()];
    await Promise.all(workers.map((worker) => worker.kill(0)));
    for (const worker of workers) worker.release();
    this.#node.stopped.dispose();
    await this.#swept;
    this.#pipes.dispose();
    rmSync(this.#directory, { recursive: true, force: true });
  }

  #startPod(pod: PodObject, uid: string): PodWorker {
    const number = ++this.#podsEver;
    return new PodWorker(
      {
        node: this.#node,
        sink: this.#settings.sink,
        backOff: this.#settings.backOff ?? DEMO_BACK_OFF,
        hostIp: this.#settings.hostIp ?? '127.0.0.1',
        podIp: `10.244.${Math.floor(number / 250)}.${(number % 250) + 2}`,
        directory: join(this.#directory, `${pod.metadata.name}-${uid.slice(0, 8)}`),
      },
      pod,
    );
  }

  #containersOf(pod: PodObject): (name: string) => Container | undefined {
    const worker = this.#pods.get(pod.metadata.uid ?? '');
    return (name) => worker?.container(name);
  }
}
