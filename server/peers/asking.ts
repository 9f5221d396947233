/** Ways to ask peers. */

import { z } from 'zod';
import type { Peer, PeerCall, Peers, Replica } from './ports.ts';

/** The answer to a call that only tells, or the request of one that only asks. */
export type Nothing = Record<string, never>;

/** Takes any object, also of a later version that says more. */
export const nothing = z.object({}) as z.ZodType<Nothing>;

/**
 * Asks a peer, and does not wait for the time limit when it stops answering otherwise.
 * @throws as {@link Peers.call}
 */
export async function callWhileAlive<Request, Answer>(
  peers: Peers,
  peer: Peer,
  call: PeerCall<Request, Answer>,
  request: Request,
  timeoutMs: number,
): Promise<Answer> {
  const away = new AbortController();
  const stop = peers.onChange(() => {
    if (peers.fateOf(peer.id).kind !== 'alive') away.abort();
  });
  try {
    return await peers.call(peer, call, request, { timeoutMs, signal: away.signal });
  } finally {
    stop();
  }
}

/** What all peers have answered. */
export interface AllAnswers<Answer> {
  readonly answers: readonly { readonly from: Peer; readonly answer: Answer }[];
  /** Those that may live and have not answered in time, or not with an answer. */
  readonly silent: readonly Replica[];
}

/**
 * Asks every live peer at the same time. Never rejects.
 * @param timeoutMs for each
 */
export async function askAll<Request, Answer>(
  peers: Peers,
  call: PeerCall<Request, Answer>,
  request: Request,
  timeoutMs: number,
): Promise<AllAnswers<Answer>> {
  const { live, unreachable } = peers;
  const answers: { from: Peer; answer: Answer }[] = [];
  const silent: Replica[] = [...unreachable];
  await Promise.all(
    live.map(async (from) => {
      try {
        answers.push({ from, answer: await callWhileAlive(peers, from, call, request, timeoutMs) });
      } catch {
        // What has ended meanwhile has nothing to say.
        if (peers.fateOf(from.id).kind !== 'gone') silent.push(from);
      }
    }),
  );
  return { answers, silent };
}

/** Draws of another home, each of which may be the first again. */
const MOST_DRAWS = 4;

/**
 * Another replica than the home `first`, for what shall outlive that one. Undefined is this one, in both places.
 * @param key as for {@link Peers.homeOf}
 */
export function otherHome(peers: Peers, key: string, first: Peer | undefined): Peer | undefined {
  for (let draw = 0; draw < MOST_DRAWS; draw += 1) {
    const other = peers.homeOf(`${key} ${draw}`);
    if (other?.id !== first?.id) return other;
  }
  // All others may be draining.
  return peers.live.find(({ id }) => id !== first?.id);
}
