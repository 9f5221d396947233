/** {@link Peers} of a replica among others: says hello to all of them each second, asks them and answers them. */

import { isPodshellError, type PodshellError } from '#protocol/problem.ts';
import type { Clock, Logger } from '#server/ports.ts';
import { Calls, readAnswer, replicaUnreachable } from './calls.ts';
import { type Hello, OLDEST_PEER_PROTOCOL, PEER_PROTOCOL, readHello } from './hello.ts';
import { Membership } from './membership.ts';
import { MembershipLog } from './membership-log.ts';
import type { PeersObserver } from './peers-observer.ts';
import type { Fate, Peer, PeerCall, Peers, Replica } from './ports.ts';
import { rendezvous } from './rendezvous.ts';
import {
  AddressRefusedError,
  type Directory,
  type PeerAnswer,
  type PeerEndpoint,
  type PeerTransport,
} from './transport.ts';

/** In milliseconds. */
const BEAT_MS = 1000;
const HELLO_TIMEOUT_MS = 3000;
const CALL_TIMEOUT_MS = 2000;
const FAREWELL_MS = 1000;

const NO_ANSWER = new Error(`No answer within ${HELLO_TIMEOUT_MS / 1000} s`);

export interface NetworkPeersOptions {
  readonly self: Replica;
  /** Where peers reach this replica, asked once it listens; empty where that is not known. */
  readonly url: () => string;
  readonly transport: PeerTransport;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly observer?: PeersObserver | undefined;
}

export class NetworkPeers implements Peers, PeerEndpoint {
  readonly #options: NetworkPeersOptions;
  readonly #membership: Membership;
  readonly #calls: Calls;
  readonly #log: MembershipLog;
  /** Why the last hello failed, by address. */
  readonly #failures = new Map<string, string>();
  readonly #listeners = new Set<() => void>();
  readonly #settled = new Set<() => void>();
  /** Cancels the hello that waits for its answer, by address. */
  readonly #pending = new Map<string, AbortController>();
  /** Replicas of which a line in the log has said that their version differs. */
  readonly #foreign = new Set<string>();
  #state: Hello['state'] = 'serving';
  #version = 0;
  #cancelBeat: (() => void) | undefined;

  constructor(options: NetworkPeersOptions) {
    this.#options = options;
    this.#membership = new Membership(options.self);
    this.#calls = new Calls(options.logger);
    this.#log = new MembershipLog(options.logger);
    options.transport.onClosed = (url) => this.#sayHello(url);
  }

  get self(): Replica {
    return this.#options.self;
  }

  get live(): readonly Peer[] {
    return this.#membership.live;
  }

  get unreachable(): readonly Replica[] {
    return this.#membership.unreachable;
  }

  get isolated(): boolean {
    return this.#membership.isolated;
  }

  fateOf(replicaId: string): Fate {
    const fate = this.#membership.fateOf(replicaId, this.#options.clock.now());
    this.#tellChanges();
    return fate;
  }

  homeOf(key: string): Peer | undefined {
    const all = [
      { id: this.self.id, draining: this.#state !== 'serving', peer: undefined },
      ...this.#candidates(),
    ];
    const lasting = all.filter(({ draining }) => !draining);
    return rendezvous(key, lasting.length > 0 ? lasting : all)?.peer;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async call<Request, Answer>(
    peer: Peer,
    call: PeerCall<Request, Answer>,
    request: Request,
    { timeoutMs = CALL_TIMEOUT_MS, signal }: { timeoutMs?: number; signal?: AbortSignal } = {},
  ): Promise<Answer> {
    const { transport, clock, observer } = this.#options;
    const controller = new AbortController();
    const abort = () => controller.abort();
    const cancelTimer = clock.after(timeoutMs, abort);
    signal?.addEventListener('abort', abort, { once: true });
    if (signal?.aborted) abort();
    try {
      const answer = await transport.call(peer, call.name, request, controller.signal);
      const read = readAnswer(call, answer, peer);
      observer?.onCall(call.name, 'answered');
      return read;
    } catch (error) {
      throw this.#explain(error, peer, call.name);
    } finally {
      cancelTimer();
      signal?.removeEventListener('abort', abort);
    }
  }

  serve<Request, Answer>(
    call: PeerCall<Request, Answer>,
    handler: (request: Request, from: Replica) => Answer | Promise<Answer>,
  ): void {
    this.#calls.serve(call, handler);
  }

  /** Reads the directory, and says hello to everyone from now on. */
  start(): void {
    const { directory, clock } = this.#options;
    directory.start((urls) => {
      const before = new Set(this.#membership.addresses);
      this.#membership.listed(urls, clock.now());
      for (const url of this.#membership.addresses) if (!before.has(url)) this.#sayHello(url);
      this.#tellChanges();
    });
    this.#beat();
  }

  /** Resolves once each address of the directory has been tried, or after `limitMs`. */
  settled(limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#options.clock.after(limitMs, () => done());
      const done = (): void => {
        cancel();
        this.#settled.delete(done);
        resolve();
      };
      this.#settled.add(done);
      this.#tellChanges();
    });
  }

  /** This replica begins no more shells: what there must be one of moves to others. */
  drain(): void {
    if (this.#state !== 'serving') return;
    this.#state = 'draining';
    this.#sayHelloToAll();
    this.#tellListeners();
  }

  /** Tells the others that all shells here have ended. */
  async dispose(): Promise<void> {
    const { directory, transport, clock } = this.#options;
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    this.#cancelBeat?.();
    directory.dispose();
    for (const hello of this.#pending.values()) hello.abort();
    const controller = new AbortController();
    const cancel = clock.after(FAREWELL_MS, () => controller.abort());
    const farewells = this.live.map(({ url }) => transport.hello(url, this.#hello(), controller.signal));
    await Promise.allSettled(farewells);
    cancel();
    transport.onClosed = undefined;
    this.#listeners.clear();
  }

  hearHello(value: unknown): unknown {
    const read = readHello(value);
    if (read.kind === 'other-version') this.#refuseVersion(read);
    if (read.kind === 'understood' && read.hello.id !== this.self.id) {
      const { hello } = read;
      const now = this.#options.clock.now();
      const isNew =
        hello.state !== 'ended' && hello.url !== '' && this.#membership.learned(hello.url, hello.id, now);
      this.#membership.heard(hello, now);
      if (isNew) this.#sayHello(hello.url);
      this.#tellChanges();
    }
    return this.#hello();
  }

  answerCall(name: string, body: unknown, from: Replica): Promise<PeerAnswer> {
    return this.#calls.answer(name, body, from);
  }

  *#candidates(): Generator<{ id: string; draining: boolean; peer: Peer }> {
    for (const peer of this.live) yield { id: peer.id, draining: peer.draining, peer };
  }

  #beat(): void {
    const { clock } = this.#options;
    this.#membership.tick(clock.now());
    this.#tellChanges();
    this.#sayHelloToAll();
    this.#cancelBeat = clock.after(BEAT_MS, () => this.#beat());
  }

  #sayHelloToAll(): void {
    for (const url of this.#membership.addresses) this.#sayHello(url);
  }

  #sayHello(url: string, isRepeated = false): void {
    const { transport, clock } = this.#options;
    // One that is on its way may tell less than is known by now. It is not cut: that would close its connection.
    if (this.#state === 'ended' || this.#pending.has(url) || !this.#membership.addresses.includes(url))
      return;
    const state = this.#state;
    const controller = new AbortController();
    this.#pending.set(url, controller);
    let isCut = false;
    // After this process was held up itself, an answer may have arrived meanwhile: it is read first.
    const cancel = clock.after(HELLO_TIMEOUT_MS, () => clock.soon(() => controller.abort()));
    transport
      .hello(url, this.#hello(), controller.signal)
      .then(
        (answer) => this.#readAnswer(url, answer),
        (error: unknown) => {
          isCut = !controller.signal.aborted && !(error instanceof AddressRefusedError);
          this.#onFailed(url, controller.signal.aborted ? NO_ANSWER : error);
        },
      )
      .finally(() => {
        cancel();
        this.#pending.delete(url);
        this.#tellChanges();
        // A connection that was cut may be the end of the process: another one will tell.
        if (state !== this.#state || (isCut && !isRepeated)) this.#sayHello(url, true);
      });
  }

  #readAnswer(url: string, answer: unknown): void {
    const now = this.#options.clock.now();
    const read = readHello(answer);
    if (read.kind === 'understood') {
      this.#failures.delete(url);
      this.#membership.answered(url, read.hello, now);
      return;
    }
    if (read.kind === 'other-version') this.#refuseVersion(read);
    else this.#options.logger.warn({ url }, 'A peer address answers in words that are no hello');
    this.#membership.failed(url, now);
  }

  #onFailed(url: string, error: unknown): void {
    const { clock, logger } = this.#options;
    if (this.#state === 'ended') return;
    const reason = error instanceof Error ? error.message : String(error);
    if (reason !== this.#failures.get(url)) logger.debug({ url, reason }, 'A peer address does not answer');
    this.#failures.set(url, reason);
    if (error instanceof AddressRefusedError) this.#membership.refused(url, clock.now());
    else this.#membership.failed(url, clock.now());
  }

  #refuseVersion({ id, protocol, oldest }: { id: string; protocol: number; oldest: number }): void {
    if (this.#foreign.has(id)) return;
    this.#foreign.add(id);
    this.#options.logger.error(
      {
        replica: id,
        theirs: { protocol, oldest },
        ours: { protocol: PEER_PROTOCOL, oldest: OLDEST_PEER_PROTOCOL },
      },
      'A replica runs another version of Podshell, with which this one cannot work together',
    );
  }

  #explain(error: unknown, peer: Peer, name: string): PodshellError {
    const { observer } = this.#options;
    const explained = isPodshellError(error) ? error : replicaUnreachable(peer, { cause: error });
    const isFailed = explained.code === 'replica-unreachable';
    observer?.onCall(name, isFailed ? 'failed' : 'refused');
    // It may have ended, or another run may have its place.
    if (isFailed) this.#sayHello(peer.url);
    return explained;
  }

  #hello(): Hello {
    const { self, url, clock } = this.#options;
    return {
      protocol: PEER_PROTOCOL,
      oldest: OLDEST_PEER_PROTOCOL,
      id: self.id,
      url: url(),
      state: this.#state,
      gone: this.#membership.goneAt(clock.now()),
    };
  }

  #tellChanges(): void {
    if (this.#membership.isSettled) for (const done of this.#settled) done();
    if (this.#membership.version === this.#version) return;
    this.#version = this.#membership.version;
    this.#options.observer?.onPeers(this.#membership.counts);
    this.#noteInLog();
    this.#tellListeners();
  }

  #noteInLog(): void {
    const membership = this.#membership;
    const addresses = new Set(membership.addresses);
    for (const url of this.#failures.keys()) if (!addresses.has(url)) this.#failures.delete(url);
    this.#log.note(this, (id) =>
      membership
        .addressesOf(id)
        .map((url) => this.#failures.get(url) ?? '')
        .join('; '),
    );
    this.#log.noteAddresses(membership.strangeAddresses, (url) => this.#failures.get(url) ?? '');
  }

  #tellListeners(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
