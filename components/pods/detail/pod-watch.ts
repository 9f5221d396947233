/** One pod and the freshness of its data, as a pure function of the responses. */

import { isPassing } from '#components/failures/passing-codes.ts';
import type { Answer, Failure } from '#components/failures/read-failure.ts';
import type { PodDetail } from '#protocol/api.ts';

export type PodWatchState =
  | { readonly kind: 'fresh'; readonly detail: PodDetail }
  /** No new answer since `since`, in milliseconds since the epoch. */
  | {
      readonly kind: 'stale';
      readonly detail: PodDetail;
      readonly since: number;
      readonly problem: Failure;
    }
  /** The pod was deleted while it was shown. */
  | { readonly kind: 'gone'; readonly detail: PodDetail; readonly since: number }
  /** The caller may no longer see the pod, so its data is dropped. */
  | { readonly kind: 'refused'; readonly problem: Failure };

export type PodAnswer = Answer<PodDetail>;

/** The state after one response. @param at milliseconds since the epoch */
export function afterAnswer(state: PodWatchState, answer: PodAnswer, at: number): PodWatchState {
  if (answer.kind === 'answered') return { kind: 'fresh', detail: answer.body };
  if (state.kind === 'refused') return state;
  const { failure } = answer;
  if (failure.code === 'pod-not-found') {
    return state.kind === 'gone' ? state : { kind: 'gone', detail: state.detail, since: at };
  }
  if (!isPassing(failure.code)) return { kind: 'refused', problem: failure };
  if (state.kind === 'gone') return state;
  const since = state.kind === 'stale' ? state.since : at;
  return { kind: 'stale', detail: state.detail, since, problem: failure };
}
