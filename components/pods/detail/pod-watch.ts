/** One pod and how fresh it is, as a pure function of the answers that came in. */

import type { PodDetail } from '#protocol/api.ts';

export type PodWatchState =
  | { readonly kind: 'fresh'; readonly detail: PodDetail }
  /** No new answer since `since`, in milliseconds since the epoch. */
  | { readonly kind: 'stale'; readonly detail: PodDetail; readonly since: number; readonly reason: string }
  /** Deleted while it was shown. */
  | { readonly kind: 'gone'; readonly detail: PodDetail; readonly since: number }
  /** May not be seen any more, so it is not kept. */
  | { readonly kind: 'refused'; readonly code: string; readonly reason: string };

export type PodAnswer =
  | { readonly kind: 'pod'; readonly detail: PodDetail }
  | { readonly kind: 'problem'; readonly code: string; readonly detail: string }
  /** Podshell itself did not answer. */
  | { readonly kind: 'silence' };

const REFUSALS = new Set(['forbidden', 'unauthenticated', 'context-not-found', 'bad-request']);

/** The state after one answer. @param at milliseconds since the epoch @param silence said when nothing answers */
export function afterAnswer(
  state: PodWatchState,
  answer: PodAnswer,
  at: number,
  silence: string,
): PodWatchState {
  if (answer.kind === 'pod') return { kind: 'fresh', detail: answer.detail };
  if (state.kind === 'refused') return state;
  if (answer.kind === 'problem') {
    if (REFUSALS.has(answer.code)) return { kind: 'refused', code: answer.code, reason: answer.detail };
    if (answer.code === 'pod-not-found') {
      return state.kind === 'gone' ? state : { kind: 'gone', detail: state.detail, since: at };
    }
  }
  if (state.kind === 'gone') return state;
  const reason = answer.kind === 'problem' ? answer.detail : silence;
  return { kind: 'stale', detail: state.detail, since: state.kind === 'stale' ? state.since : at, reason };
}
