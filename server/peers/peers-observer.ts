/** What a replica tells of its peers, for metrics. */

/** `refused`: the peer has answered with a problem code. `failed`: it has not answered, or not in words that are known. */
export type CallResult = 'answered' | 'refused' | 'failed';

export interface PeerCounts {
  readonly serving: number;
  readonly draining: number;
  /** Addresses of the directory that do not answer. */
  readonly unreachable: number;
}

export interface PeersObserver {
  /** A call to a peer has ended. `name` is one of the calls of this version. */
  onCall(name: string, result: CallResult): void;
  /** Called after each change. */
  onPeers(counts: PeerCounts): void;
}
