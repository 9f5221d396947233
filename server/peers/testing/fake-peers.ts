/**
 * Replicas in one process, on a fake clock. Each has the product's own {@link NetworkPeers}; only the network between them is
 * made up. What they say to each other passes as JSON, so that what JSON cannot carry is found.
 */

import { replicaId } from '#protocol/replica-ids.ts';
import { type FakeClock, settlePromises } from '#server/testing/fake-clock.ts';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import { NetworkPeers } from '../network-peers.ts';
import type { Peer, Peers, Replica } from '../ports.ts';
import { AddressRefusedError, type Directory, type PeerAnswer, type PeerTransport } from '../transport.ts';

interface Process {
  readonly name: string;
  readonly url: string;
  readonly peers: NetworkPeers;
  readonly transport: FakeTransport;
}

export class FakePeerNetwork {
  readonly clock: FakeClock;
  readonly logger = new RecordingLogger();
  /** What runs, by address. */
  readonly #processes = new Map<string, Process>();
  readonly #listed = new Set<string>();
  readonly #directories = new Set<(urls: readonly string[]) => void>();
  readonly #stalled = new Set<string>();
  readonly #shut = new Set<string>();
  /** Pairs of addresses that do not reach each other. */
  readonly #cuts = new Set<string>();
  /** What waits for a way, or for an end. */
  readonly #waiting = new Set<() => void>();
  #starts = 0;

  constructor(clock: FakeClock) {
    this.clock = clock;
  }

  /**
   * A new process with the address of that name, which is listed until {@link unlist}. Of a name whose process has been
   * killed, it is another replica at the same address. Others know it after `await clock.advanceAsync(0)`.
   */
  start(name: string): NetworkPeers {
    const url = urlOf(name);
    if (this.#processes.has(url)) throw new Error(`${name} runs already`);
    this.#starts += 1;
    const self = { id: replicaId(name, this.#starts.toString(16).padStart(12, '0')), name };
    const transport = new FakeTransport(this, url, self);
    const { clock, logger } = this;
    const peers = new NetworkPeers({
      self,
      url: () => url,
      transport,
      directory: this.#directory(),
      clock,
      logger,
    });
    this.#processes.set(url, { name, url, peers, transport });
    this.#listed.add(url);
    this.#tellDirectories();
    peers.start();
    return peers;
  }

  /** As `kill -9`: nobody listens at its address any more, and the others see its connections close. */
  kill(peers: Peers): void {
    const { url, transport, peers: ended } = this.#processOf(peers);
    this.#processes.delete(url);
    this.#stalled.delete(url);
    transport.isDead = true;
    // Its timers end with it.
    void ended.dispose();
    this.#wake();
    for (const other of this.#processes.values()) {
      if (!this.isCut(url, other.url)) other.transport.onClosed?.(url);
    }
  }

  /** It says that it ends, and ends. */
  async stop(peers: NetworkPeers): Promise<void> {
    await peers.dispose();
    this.kill(peers);
  }

  /** It begins no more shells. */
  drain(peers: NetworkPeers): void {
    peers.drain();
  }

  /** Nothing comes from it, and nothing reaches it; its timers run on. */
  stall(peers: Peers): void {
    this.#stalled.add(this.#processOf(peers).url);
  }

  /** Nobody gets through to it, as behind a firewall that drops; it reaches the others, and they answer. */
  shut(peers: Peers): void {
    this.#shut.add(this.#processOf(peers).url);
  }

  /** Nothing passes between the ones and the others. */
  part(ones: readonly Peers[], others: readonly Peers[]): void {
    for (const one of ones) {
      for (const other of others)
        this.#cuts.add(linkOf(this.#processOf(one).url, this.#processOf(other).url));
    }
  }

  /** Ends every stall, every cut and every firewall. What was on its way arrives. */
  heal(): void {
    this.#stalled.clear();
    this.#cuts.clear();
    this.#shut.clear();
    this.#wake();
  }

  /** The directory drops the address of that name. */
  unlist(name: string): void {
    this.#listed.delete(urlOf(name));
    this.#tellDirectories();
  }

  /** Ends all that runs, without a farewell. */
  async dispose(): Promise<void> {
    for (const { peers } of [...this.#processes.values()]) this.kill(peers);
    await settlePromises();
  }

  /** For the transport: the replica at `to`, once it can be reached from `from`. */
  async reach(from: string, to: string, signal: AbortSignal): Promise<NetworkPeers> {
    await this.#pass(from, to, signal, () => this.#shut.has(to));
    const process = this.#processes.get(to);
    if (process === undefined) throw new AddressRefusedError(to);
    return process.peers;
  }

  /** For the transport: resolves once something can pass. */
  pass(from: string, to: string, signal: AbortSignal): Promise<void> {
    return this.#pass(from, to, signal, () => false);
  }

  isCut(from: string, to: string): boolean {
    return this.#cuts.has(linkOf(from, to));
  }

  async #pass(from: string, to: string, signal: AbortSignal, isHeldUp: () => boolean): Promise<void> {
    const isBlocked = () => this.isCut(from, to) || this.#stalled.has(from) || this.#stalled.has(to);
    // A network takes its time, if only until the sender has done what it does.
    await Promise.resolve();
    while (!signal.aborted && (isBlocked() || isHeldUp())) {
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          this.#waiting.delete(wake);
          signal.removeEventListener('abort', wake);
          resolve();
        };
        this.#waiting.add(wake);
        signal.addEventListener('abort', wake);
      });
    }
    signal.throwIfAborted();
  }

  #directory(): Directory {
    let onListed: ((urls: readonly string[]) => void) | undefined;
    return {
      start: (listener) => {
        onListed = listener;
        this.#directories.add(listener);
        listener([...this.#listed]);
      },
      dispose: () => {
        if (onListed !== undefined) this.#directories.delete(onListed);
      },
    };
  }

  #tellDirectories(): void {
    for (const onListed of [...this.#directories]) onListed([...this.#listed]);
  }

  #wake(): void {
    for (const wake of [...this.#waiting]) wake();
  }

  #processOf(peers: Peers): Process {
    for (const process of this.#processes.values()) if (process.peers === peers) return process;
    throw new Error(`${peers.self.name} does not run`);
  }
}

class FakeTransport implements PeerTransport {
  onClosed: ((url: string) => void) | undefined;
  isDead = false;
  readonly #network: FakePeerNetwork;
  readonly #url: string;
  readonly #self: Replica;

  constructor(network: FakePeerNetwork, url: string, self: Replica) {
    this.#network = network;
    this.#url = url;
    this.#self = self;
  }

  async hello(url: string, hello: unknown, signal: AbortSignal): Promise<unknown> {
    return this.#exchange(url, signal, async (peers) => peers.hearHello(asJson(hello)));
  }

  async call(peer: Peer, name: string, body: unknown, signal: AbortSignal): Promise<PeerAnswer> {
    return this.#exchange(peer.url, signal, (peers) => {
      if (peers.self.id !== peer.id) throw new Error('Another replica has the address');
      return peers.answerCall(name, asJson(body), this.#self);
    });
  }

  async #exchange<Answer>(
    url: string,
    signal: AbortSignal,
    ask: (peers: NetworkPeers) => Promise<Answer>,
  ): Promise<Answer> {
    const network = this.#network;
    // A process that was killed says nothing more, whatever of it still runs here.
    if (this.isDead) throw new Error('The process has ended');
    const peers = await network.reach(this.#url, url, signal);
    const answer = await Promise.race([ask(peers), aborted(signal)]);
    if ((await network.reach(this.#url, url, signal)) !== peers) throw new Error('The connection has closed');
    return asJson(answer) as Answer;
  }
}

/** Whoever asks may stop waiting. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
}

function urlOf(name: string): string {
  return `https://${name}.peers.test:9443`;
}

function linkOf(one: string, other: string): string {
  return [one, other].sort().join(' ');
}

function asJson(value: unknown): unknown {
  const text = JSON.stringify(value);
  return text === undefined ? undefined : JSON.parse(text);
}
