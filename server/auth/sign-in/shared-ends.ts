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
  /** Live peers that were asked since they are live. */
  #asked: ReadonlyMap<string, Promise<void>> = new Map();

  constructor(options: SharedEndsOptions<Tokens>) {
    this.#options = options;
    const { peers, calls, remembered } = options;
    peers.serve(calls.ended, ({ detail, ...ended }) => remembered.learn(ended, detail));
    peers.serve(calls.endedOnes, ({ skip }) => ({ ended: pageOf(remembered.all(), skip) }));
    this.#stopListening = peers.onChange(() => this.#askNewcomers());
    this.#askNewcomers();
  }

  /** Tells all peers. Resolves to what they knew of the sign-in. */
  async tell(ended: EndedSignIn, detail: string): Promise<readonly Knowledge<Tokens>[]> {
    const { peers, calls } = this.#options;
    const { answers } = await askAll(peers, calls.ended, { ...ended, detail }, TOLD_TIMEOUT_MS);
    return answers.map(({ answer }) => answer);
  }

  /** Resolves once the peers that are live now have told what has ended, or did not answer. */
  async caughtUp(): Promise<void> {
    await Promise.all(this.#asked.values());
  }

  dispose(): void {
    this.#stopListening();
    this.#asked = new Map();
  }

  /** A peer that was away may know sign-outs that were not told here. */
  #askNewcomers(): void {
    const { live } = this.#options.peers;
    const asked = this.#asked;
    this.#asked = new Map(live.map((peer) => [peer.id, asked.get(peer.id) ?? this.#ask(peer)]));
  }

  #askAgain(peer: Peer): void {
    if (!this.#asked.has(peer.id)) return;
    this.#asked = new Map([...this.#asked].filter(([id]) => id !== peer.id));
    this.#askNewcomers();
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
      this.#options.clock.after(RETRY_MS, () => this.#askAgain(peer));
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
