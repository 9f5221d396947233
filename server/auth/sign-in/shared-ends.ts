/** What has ended on one replica has ended on all: those that live are told, and those that come later ask. */

import { askAll } from '#server/peers/asking.ts';
import type { Peer, Peers } from '#server/peers/ports.ts';
import type { Clock } from '#server/ports.ts';
import { ENDED_IN_ONE_PAGE, type EndedSignIn, type Knowledge, type SignInCalls } from './sign-in-calls.ts';

/** What this replica remembers. */
export interface RememberedEnds<Tokens> {
  /**
   * Another replica says that a sign-in has ended. Returns what was known of it.
   * @param detail the sentence for its user; undefined: it ended a while ago
   */
  learn(ended: EndedSignIn, detail: string | undefined): Knowledge<Tokens>;
  /** The oldest first. */
  all(): Iterable<EndedSignIn>;
}

export interface SharedEndsOptions<Tokens> {
  readonly peers: Peers;
  readonly calls: SignInCalls<Tokens>;
  readonly clock: Clock;
  readonly remembered: RememberedEnds<Tokens>;
}

/** A live peer that did not answer is asked again. Milliseconds. */
const RETRY_MS = 5000;

/** Whoever signs out waits for replicas that do not answer. Milliseconds. */
const TOLD_TIMEOUT_MS = 2000;

/** The most that is learned from one peer: 100,000 sign-ins. */
const MOST_PAGES = 50;

export class SharedEnds<Tokens> {
  readonly #options: SharedEndsOptions<Tokens>;
  readonly #stopListening: () => void;
  /** The last question to each live peer. */
  readonly #asked = new Map<string, Promise<void>>();

  constructor(options: SharedEndsOptions<Tokens>) {
    this.#options = options;
    const { peers, calls, remembered } = options;
    peers.serve(calls.ended, ({ detail, ...ended }) => remembered.learn(ended, detail));
    peers.serve(calls.endedOnes, ({ skip }) => ({ ended: pageOf(remembered.all(), skip) }));
    peers.serve(calls.askEnded, (_, { id }) => {
      this.#askAgain(id);
      return {};
    });
    this.#stopListening = peers.onChange(() => this.#meetNewcomers());
    this.#meetNewcomers();
  }

  /** Tells all peers. Resolves to what they knew of the sign-in. */
  async tell(ended: EndedSignIn, detail: string): Promise<readonly Knowledge<Tokens>[]> {
    const { peers, calls } = this.#options;
    const { answers, silent } = await askAll(peers, calls.ended, { ...ended, detail }, TOLD_TIMEOUT_MS);
    for (const { id } of silent) this.#wakeLater(id);
    return answers.map(({ answer }) => answer);
  }

  /** Resolves once the peers that are live now have told what has ended, or did not answer. */
  async caughtUp(): Promise<void> {
    await Promise.all(this.#asked.values());
  }

  dispose(): void {
    this.#stopListening();
    this.#asked.clear();
  }

  /**
   * A peer that was away may know sign-outs that were not told here. It may have seen this replica before it is seen here,
   * and have asked too early.
   */
  #meetNewcomers(): void {
    const { live } = this.#options.peers;
    for (const id of [...this.#asked.keys()])
      if (!live.some((peer) => peer.id === id)) this.#asked.delete(id);
    for (const peer of live) {
      if (this.#asked.has(peer.id)) continue;
      this.#asked.set(peer.id, this.#ask(peer));
      void this.#wake(peer.id);
    }
  }

  /** Of a peer that is not live, nothing can be asked. When it is again, it is a newcomer. */
  #liveOne(id: string): Peer | undefined {
    return this.#asked.has(id) ? this.#options.peers.live.find((peer) => peer.id === id) : undefined;
  }

  #askAgain(id: string): void {
    const peer = this.#liveOne(id);
    if (peer !== undefined) this.#asked.set(id, this.#ask(peer));
  }

  async #wake(id: string): Promise<void> {
    const { peers, calls } = this.#options;
    const peer = this.#liveOne(id);
    if (peer === undefined) return;
    await peers.call(peer, calls.askEnded, {}).catch(() => this.#wakeLater(id));
  }

  #wakeLater(id: string): void {
    this.#options.clock.after(RETRY_MS, () => void this.#wake(id));
  }

  async #ask(peer: Peer): Promise<void> {
    const { peers, calls, remembered } = this.#options;
    try {
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const request = { skip: page * ENDED_IN_ONE_PAGE };
        const { ended } = await peers.call(peer, calls.endedOnes, request);
        for (const one of ended) remembered.learn(one, undefined);
        if (ended.length < ENDED_IN_ONE_PAGE) return;
      }
    } catch {
      this.#options.clock.after(RETRY_MS, () => this.#askAgain(peer.id));
    }
  }
}

function pageOf(all: Iterable<EndedSignIn>, skip: number): EndedSignIn[] {
  const page: EndedSignIn[] = [];
  let index = 0;
  for (const one of all) {
    if (index >= skip + ENDED_IN_ONE_PAGE) break;
    if (index >= skip) page.push(one);
    index += 1;
  }
  return page;
}
