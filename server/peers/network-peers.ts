/** {@link Peers} of a replica among others: says hello to all of them each second, asks them and answers them. */

import type { Clock, Logger } from '#server/ports.ts';
import { Calls } from './calls.ts';
import { Greetings } from './greetings.ts';
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

/** Milliseconds from one hello to the next. */
const BEAT_MS = 1000;

const NO_HELLO = new Error('It answers in words that are no hello');
const OTHER_VERSION = new Error('It runs another version of Podshell');

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
  readonly #greetings: Greetings;
  readonly #log: MembershipLog;
  /** Why the last hello failed, by address. */
  readonly #failures = new Map<string, string>();
  readonly #listeners = new Set<() => void>();
  readonly #settled = new Set<() => void>();
  #state: Hello['state'] = 'serving';
  #version = 0;
  #cancelBeat: (() => void) | undefined;

  constructor(options: NetworkPeersOptions) {
    this.#options = options;
    this.#membership = new Membership(options.self);
    this.#calls = new Calls({
      ...options,
      observer: options.observer,
      onUnanswered: ({ url }) => this.#greetings.say(url),
    });
    this.#greetings = new Greetings({
      ...options,
      hello: () => this.#hello(),
      isWanted: (url) => this.#membership.addresses.includes(url),
      onAnswer: (url, answer) => this.#onAnswer(url, answer),
      onFailure: (url, error) => this.#onFailure(url, error),
    });
    this.#log = new MembershipLog(options.logger);
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

  homeOf(key: string, also?: 'draining'): Peer | undefined {
    const { live } = this;
    const all = [{ id: this.self.id, draining: this.#state !== 'serving' }, ...live];
    const lasting = also === 'draining' ? [] : all.filter(({ draining }) => !draining);
    const home = rendezvous(key, lasting.length > 0 ? lasting : all);
    return live.find(({ id }) => id === home?.id);
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  call<Request, Answer>(
    peer: Peer,
    call: PeerCall<Request, Answer>,
    request: Request,
    options: { readonly timeoutMs?: number; readonly signal?: AbortSignal } = {},
  ): Promise<Answer> {
    return this.#calls.ask(peer, call, request, options);
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
      for (const url of this.#membership.addresses) if (!before.has(url)) this.#greetings.say(url);
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
    for (const url of this.#membership.addresses) this.#greetings.sayNews(url);
    this.#tellListeners();
  }

  /** Tells the others that all shells here have ended. */
  async dispose(): Promise<void> {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    this.#cancelBeat?.();
    this.#options.directory.dispose();
    await this.#greetings.dispose(this.live.map(({ url }) => url));
    this.#listeners.clear();
  }

  hearHello(value: unknown): unknown {
    const read = readHello(value);
    if (read.kind === 'other-version') this.#log.noteVersion(read);
    if (read.kind === 'understood' && read.hello.id !== this.self.id) {
      this.#membership.reachedBy(read.hello.id);
      const { hello } = read;
      const now = this.#options.clock.now();
      const { url, id, state } = hello;
      const isReachable = state !== 'ended' && url !== '';
      if (isReachable) this.#membership.learned(url, id, now);
      this.#membership.heard(hello, now);
      // It may be another run at an address that is known.
      if (isReachable && !this.live.some((peer) => peer.id === id)) this.#greetings.say(url);
      this.#tellChanges();
    }
    return this.#hello();
  }

  answerCall(name: string, body: unknown, from: Replica): Promise<PeerAnswer> {
    return this.#calls.answer(name, body, from);
  }

  #beat(): void {
    const { clock } = this.#options;
    this.#membership.beat();
    this.#membership.tick(clock.now());
    this.#tellChanges();
    for (const url of this.#membership.addresses) this.#greetings.say(url);
    this.#cancelBeat = clock.after(BEAT_MS, () => this.#beat());
  }

  #onAnswer(url: string, answer: unknown): void {
    const read = readHello(answer);
    if (read.kind === 'other-version') this.#log.noteVersion(read);
    if (read.kind !== 'understood') {
      this.#onFailure(url, read.kind === 'bad' ? NO_HELLO : OTHER_VERSION);
      return;
    }
    this.#failures.delete(url);
    this.#membership.answered(url, read.hello, this.#options.clock.now());
    this.#tellChanges();
  }

  #onFailure(url: string, error: unknown): void {
    const { clock, logger } = this.#options;
    const reason = error instanceof Error ? error.message : String(error);
    if (reason !== this.#failures.get(url)) logger.debug({ url, reason }, 'A peer address does not answer');
    this.#failures.set(url, reason);
    if (error instanceof AddressRefusedError) this.#membership.refused(url, clock.now());
    else this.#membership.failed(url, clock.now());
    this.#tellChanges();
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
    for (const listener of [...this.#listeners]) {
      try {
        listener();
      } catch (error) {
        // Who fails to follow holds up nobody else.
        this.#options.logger.error({ err: error }, 'A change of the known replicas could not be followed');
      }
    }
  }
}
