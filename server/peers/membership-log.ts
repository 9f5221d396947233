/** What an operator reads about other replicas: each change once. */

import type { Logger } from '#server/ports.ts';
import { OLDEST_PEER_PROTOCOL, PEER_PROTOCOL } from './hello.ts';
import type { Peers, Replica } from './ports.ts';

type Known = 'serving' | 'draining' | 'unreachable';

/** Each run is a replica of its own: one of another version that starts again and again would fill the memory. */
const MAX_FOREIGN = 100;

interface ForeignVersion {
  readonly id: string;
  readonly protocol: number;
  readonly oldest: number;
}

export class MembershipLog {
  readonly #logger: Logger;
  readonly #known = new Map<string, Known>();
  /** Why addresses of nobody in particular do not answer. */
  readonly #strange = new Map<string, string>();
  /** Replicas of another version, in the order in which they last spoke. */
  readonly #foreign = new Set<string>();
  #isIsolated = false;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /**
   * Notes what has changed since the last time.
   * @param reasonOf why a replica that does not answer cannot be reached
   */
  note(
    peers: Pick<Peers, 'live' | 'unreachable' | 'isolated' | 'fateOf'>,
    reasonOf: (id: string) => string,
  ): void {
    const seen = new Set<string>();
    for (const peer of peers.live) {
      seen.add(peer.id);
      this.#note(peer, peer.draining ? 'draining' : 'serving', { url: peer.url });
    }
    for (const replica of peers.unreachable) {
      seen.add(replica.id);
      this.#note(replica, 'unreachable', { reason: reasonOf(replica.id) });
    }
    for (const id of [...this.#known.keys()]) {
      if (seen.has(id) || peers.fateOf(id).kind !== 'gone') continue;
      this.#known.delete(id);
      this.#logger.info({ replica: id }, 'A replica has ended');
    }
    this.#noteIsolation(peers.isolated, peers.live.length > 0);
  }

  /**
   * Notes addresses that do not answer, and of which it is not known whose they are.
   * @param reasonOf why not
   */
  noteAddresses(urls: readonly string[], reasonOf: (url: string) => string): void {
    for (const url of [...this.#strange.keys()]) if (!urls.includes(url)) this.#strange.delete(url);
    for (const url of urls) {
      const reason = reasonOf(url);
      if (this.#strange.get(url) === reason) continue;
      this.#strange.set(url, reason);
      this.#logger.warn({ url, reason }, 'No replica answers at an address of the list of peers');
    }
  }

  /** Notes a replica that speaks no version that this one does. */
  noteVersion({ id, protocol, oldest }: ForeignVersion): void {
    const isKnown = this.#foreign.delete(id);
    this.#foreign.add(id);
    if (isKnown) return;
    const [longestSilent] = this.#foreign;
    if (this.#foreign.size > MAX_FOREIGN && longestSilent !== undefined) this.#foreign.delete(longestSilent);
    this.#logger.error(
      {
        replica: id,
        theirs: { protocol, oldest },
        ours: { protocol: PEER_PROTOCOL, oldest: OLDEST_PEER_PROTOCOL },
      },
      'A replica runs another version of Podshell, with which this one cannot work together',
    );
  }

  #note({ id }: Replica, now: Known, fields: object): void {
    const before = this.#known.get(id);
    if (before === now) return;
    this.#known.set(id, now);
    const line = { replica: id, ...fields };
    if (now === 'unreachable') this.#logger.warn(line, 'A replica does not answer');
    else if (now === 'draining') this.#logger.info(line, 'A replica is shutting down');
    else if (before === 'unreachable') this.#logger.info(line, 'A replica answers again');
    else this.#logger.info(line, 'A replica has joined');
  }

  #noteIsolation(isIsolated: boolean, isAnswered: boolean): void {
    if (isIsolated === this.#isIsolated) return;
    this.#isIsolated = isIsolated;
    if (isIsolated) {
      const why = isAnswered
        ? 'Other replicas answer, but none gets through to the listener for peers of this one'
        : 'No other replica answers';
      this.#logger.warn({}, `${why}: shells without a connection are kept meanwhile`);
    } else this.#logger.info({}, 'Other replicas answer again, or none is missing');
  }
}
