import { randomBytes } from 'node:crypto';
import { PodshellError } from '#protocol/problem.ts';
import type { Clock, Logger } from '#server/ports.ts';
import type { ShellBackend, ShellSink, ShellStart, ShellStream } from '#server/terminal/ports.ts';
import type { ExecAccessReviews } from '../access/exec-access.ts';
import { reviewShell } from '../access/shell-review.ts';
import type { ClientPool, ClusterIdentity } from '../client/client-pool.ts';
import { Turns } from '../client/turns.ts';
import { delay } from '../delay.ts';
import { isNotFound } from '../errors/api-error.ts';
import type { Orphan, ProcessJournal } from '../journal/process-journal.ts';
import type { ClusterLimits } from '../limits.ts';
import { ATTACH_RIGHT } from '../pod-right.ts';
import { mapPod } from '../pods/map-pod.ts';
import { readPod } from '../pods/read-pod.ts';
import type { CutShortShell } from '../ports.ts';
import { AttachedStream, type PreparedAttach } from './attach/attached-stream.ts';
import { mainProcessOf } from './attach/main-process.ts';
import type { LiveStream, PreparedShell, ShellHost } from './cluster-shell-options.ts';
import { ClusterShellStream } from './cluster-shell-stream.ts';
import { CurrentIdentity } from './current-identity.ts';
import { originOf } from './ending/end-cause.ts';
import { type EndOrphansOptions, endOrphans } from './ending/end-orphans.ts';
import { ShellContext } from './shell-context.ts';
import type { ProcessMark } from './stream/marker.ts';

export interface ShellBackendOptions {
  readonly clients: ClientPool;
  readonly reviews: ExecAccessReviews;
  /** The same for attaching. */
  readonly attachReviews: ExecAccessReviews;
  readonly limits: ClusterLimits;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly protocols: readonly string[];
  /** Shells mark their commands for clients that ask for it. */
  readonly allowsMarks: boolean;
  /** Where running processes are recorded, for the next server to end after a crash; undefined: nowhere. */
  readonly journal: ProcessJournal | undefined;
  /** Learns of each shell of another replica that was killed. */
  readonly onCutShort?: ((shell: CutShortShell) => void) | undefined;
}

function cutShort({ caller, shellId = '', target, notedAt }: Orphan['entry']): CutShortShell {
  return { shellId, caller, target, startedAt: notedAt };
}

/** Processes that could not be reached are tried again after this time. Milliseconds. */
const INHERITED_AGAIN_MS = 30_000;

/** Starts shells by exec in a cluster, and attaches to what runs, each with the identity of its caller. */
export class ClusterShellBackend implements ShellBackend {
  readonly #options: ShellBackendOptions;
  readonly #live = new Set<LiveStream>();
  readonly #giveUp = new AbortController();
  readonly #host: ShellHost = {
    review: ({ identity, target }) => reviewShell(this.#options.reviews, identity, target),
    onMarked: (start, shell, mark) => this.#note(start, shell, mark),
    onGone: (stream) => this.#live.delete(stream),
  };
  /** By cluster, so that one that does not answer holds up no other. */
  readonly #endings = new Map<string, Turns>();
  #orphans: Promise<void> | undefined;

  constructor(options: ShellBackendOptions) {
    this.#options = options;
    options.journal?.onInherited((orphans, wasKilled) => {
      if (wasKilled) for (const { entry } of orphans) options.onCutShort?.(cutShort(entry));
      void this.#endInherited(orphans);
    });
  }

  start(start: ShellStart, sink: ShellSink): ShellStream {
    const stream = start.attach === true ? this.#attach(start, sink) : this.#exec(start, sink);
    this.#live.add(stream);
    return stream;
  }

  #attach(start: ShellStart, sink: ShellSink): LiveStream {
    const stream: LiveStream = new AttachedStream({
      start,
      sink,
      prepared: this.#prepareAttach(start),
      limits: this.#options.limits,
      review: ({ identity }) =>
        reviewShell(this.#options.attachReviews, identity, start.target, ATTACH_RIGHT),
      onGone: () => this.#live.delete(stream),
    });
    return stream;
  }

  #exec(start: ShellStart, sink: ShellSink): LiveStream {
    return new ClusterShellStream({
      start,
      sink,
      prepared: this.#prepare(start),
      nonce: randomBytes(12).toString('hex'),
      limits: this.#options.limits,
      allowsMarks: this.#options.allowsMarks,
      signal: this.#giveUp.signal,
      host: this.#host,
    });
  }

  /** Ends the shells that an earlier server left in containers. Never rejects. Idempotent. */
  endOrphans(): Promise<void> {
    this.#orphans ??= this.#endOrphans();
    return this.#orphans;
  }

  /** Ends every process; gives up on what cannot be reached in time. */
  async dispose(): Promise<void> {
    const { clock, limits } = this.#options;
    const ended = Promise.all(Array.from(this.#live, (stream) => stream.terminate()));
    await Promise.race([ended, delay(clock, limits.reapMs)]);
    this.#giveUp.abort();
    for (const stream of this.#live) stream.abandon();
    await Promise.all([ended, this.#orphans]);
    await this.#options.journal?.dispose();
  }

  async #endOrphans(): Promise<void> {
    const { journal } = this.#options;
    if (journal !== undefined) await this.#end(await journal.takeOrphans(), 'an earlier server');
  }

  /** Again and again: no later start of the replica that has gone ends what cannot be reached now. */
  async #endInherited(orphans: readonly Orphan[]): Promise<void> {
    const left = await this.#end(orphans, 'a replica that has gone');
    if (left.length === 0 || this.#giveUp.signal.aborted) return;
    const cancel = this.#options.clock.after(INHERITED_AGAIN_MS, () => void this.#endInherited(left));
    this.#giveUp.signal.addEventListener('abort', cancel, { once: true });
  }

  #end(orphans: readonly Orphan[], leftBy: EndOrphansOptions['leftBy']): Promise<readonly Orphan[]> {
    const endingsOf = (identity: ClusterIdentity) => this.#endingsOf(identity);
    return endOrphans(orphans, { ...this.#options, endingsOf, signal: this.#giveUp.signal, leftBy });
  }

  #endingsOf({ clusterId }: ClusterIdentity): Turns {
    const known = this.#endings.get(clusterId);
    if (known !== undefined) return known;
    const endings = new Turns(this.#options.limits.endingsAtOnce, Number.POSITIVE_INFINITY);
    this.#endings.set(clusterId, endings);
    return endings;
  }

  #note({ shellId, caller }: ShellStart, { context, origin }: PreparedShell, mark: ProcessMark): () => void {
    const { journal, clock } = this.#options;
    if (journal === undefined) return () => {};
    const { userId, displayName } = caller();
    return journal.note({
      caller: { userId, displayName },
      target: context.target,
      clusterId: context.identity.clusterId,
      podUid: origin?.podUid ?? '',
      containerId: origin?.containerId ?? '',
      mark,
      shellId,
      notedAt: clock.now(),
    });
  }

  #contextOf({ shellId, caller, target }: ShellStart): ShellContext {
    const { clients, limits, clock, logger, protocols } = this.#options;
    const identities = new CurrentIdentity(clients, caller, target.context);
    const identity = identities.current;
    const endings = this.#endingsOf(identity);
    return new ShellContext(identities, {
      target,
      auditId: shellId,
      limits,
      clock,
      logger,
      protocols,
      endings,
    });
  }

  async #prepareAttach(start: ShellStart): Promise<PreparedAttach> {
    const context = this.#contextOf(start);
    const { namespace, pod: name, container } = start.target;
    const pod = await readPod(context.identity, namespace, name);
    const process = mainProcessOf(pod, container);
    if (process === undefined) {
      throw new PodshellError(
        'container-not-found',
        `Pod "${name}" has no container "${container}". Choose one of the containers on the pod's page.`,
      );
    }
    return { context, process, origin: originOf(pod, container), node: pod.spec?.nodeName };
  }

  async #prepare(start: ShellStart): Promise<PreparedShell> {
    const { target } = start;
    const context = this.#contextOf(start);
    try {
      const { namespace, pod: name } = target;
      const pod = await readPod(context.identity, namespace, name, this.#options.limits.causeMs);
      const origin = originOf(pod, target.container);
      return { context, os: mapPod(pod).os, origin, node: pod.spec?.nodeName };
    } catch (error) {
      if (isNotFound(error)) throw error;
      // A role may allow exec but not reading pods. If something else is wrong, the exec will report it.
      return { context, os: 'linux', origin: undefined, node: undefined };
    }
  }
}
