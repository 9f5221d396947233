/**
 * Which of several has what there must be one of: each key goes to the candidate with the highest hash of both (rendezvous
 * hashing, Thaler and Ravishankar 1998). All who know the same candidates name the same one, and a candidate that comes or goes
 * moves only its own keys.
 */

import { createHash } from 'node:crypto';

/** The candidate for `key`; undefined where there is none. The order of candidates does not matter. */
export function rendezvous<Candidate extends { readonly id: string }>(
  key: string,
  candidates: Iterable<Candidate>,
): Candidate | undefined {
  let best: Candidate | undefined;
  let bestHash = '';
  for (const candidate of candidates) {
    const hash = createHash('sha256').update(`${candidate.id}\n${key}`).digest('hex');
    if (best !== undefined && hash <= bestHash) continue;
    best = candidate;
    bestHash = hash;
  }
  return best;
}
