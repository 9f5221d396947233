/**
 * What other rooms know of replicas. A replica is one run of one server process: after a restart it is another one. With
 * a single process there are no peers, and every question is answered here.
 */

import type { z } from 'zod';

export interface Replica {
  /** Unique for each run: a name (of the pod or host) and a nonce, fit for a part of a URL's path. Holds no secret. */
  readonly id: string;
  /** For users and logs: the name of the pod or host. */
  readonly name: string;
}

/** Another replica that answers now. */
export interface Peer extends Replica {
  /** Origin of its listener for peers. */
  readonly url: string;
  /** It issues no shells any more, and keeps those that it has until its drain time is over. */
  readonly draining: boolean;
}

/** What is known of a replica that an id names. */
export type Fate =
  | { readonly kind: 'self' }
  | { readonly kind: 'alive'; readonly peer: Peer }
  /** It may live, but does not answer here. Nothing that it owns may be started anew. */
  | { readonly kind: 'unreachable'; readonly replica: Replica }
  /** It has certainly ended: its process has gone, or another run has its place. */
  | { readonly kind: 'gone'; readonly replica: Replica };

/** A question from replica to replica: name, and the shapes of request and answer, both JSON. */
export interface PeerCall<Request, Answer> {
  /** Lower-case words joined by hyphens; a part of a URL's path. */
  readonly name: string;
  readonly request: z.ZodType<Request>;
  readonly answer: z.ZodType<Answer>;
}

export interface Peers {
  readonly self: Replica;
  /** Everyone else who answers now, draining ones too, by id. */
  readonly live: readonly Peer[];
  /** Those that may live and do not answer here: what they keep is missing from what all are asked for. By id. */
  readonly unreachable: readonly Replica[];
  fateOf(replicaId: string): Fate;
  /**
   * The replica that keeps what there must be one of for `key`: each replica names the same one (rendezvous hashing over
   * those that do not drain). Undefined: this one.
   * @param also `draining`: over those as well, for what should stay where it began while that lives
   */
  homeOf(key: string, also?: 'draining'): Peer | undefined;
  /** True while there should be peers, and none answers or none gets through to this one: clocks that end things stand still. */
  readonly isolated: boolean;
  /** Called after each change of `live`, of a fate or of `isolated`. Returns what ends it. */
  onChange(listener: () => void): () => void;
  /**
   * Asks one peer.
   * @throws PodshellError as the peer's handler throws it; `replica-unreachable` where it does not answer within `timeoutMs`
   *   (2,000), or `signal` aborts
   */
  call<Request, Answer>(
    peer: Peer,
    call: PeerCall<Request, Answer>,
    request: Request,
    options?: { readonly timeoutMs?: number; readonly signal?: AbortSignal },
  ): Promise<Answer>;
  /** Answers a call of peers. One handler for each call. */
  serve<Request, Answer>(
    call: PeerCall<Request, Answer>,
    handler: (request: Request, from: Replica) => Answer | Promise<Answer>,
  ): void;
}
