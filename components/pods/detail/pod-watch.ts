/** One pod and how fresh it is, as a pure function of the answers that came in. */

import type { PodDetail } from '#protocol/api.ts';

/** Why there is no answer: a stable code, and the server's words, '' when it said nothing. */
export interface PodProblem {
  readonly code: string;
  readonly detail: string;
}

export type PodWatchState =
  | { readonly kind: 'fresh'; readonly detail: PodDetail }
  /** No new answer since `since`, in milliseconds since the epoch. */
  | {
      readonly kind: 'stale';
      readonly detail: PodDetail;
      readonly since: number;
      readonly problem: PodProblem;
    }
  /** Deleted while it was shown. */
  | { readonly kind: 'gone'; readonly detail: PodDetail; readonly since: number }
  /** May not be seen any more, so it is not kept. */
  | { readonly kind: 'refused'; readonly problem: PodProblem };

export type PodAnswer =
  | { readonly kind: 'pod'; readonly detail: PodDetail }
  | ({ readonly kind: 'problem' } & PodProblem)
  /** Podshell itself did not answer. */
  | { readonly kind: 'silence' };

const REFUSALS = new Set(['forbidden', 'unauthenticated', 'context-not-found', 'bad-request']);

/** Podshell itself did not answer. */
export const SILENCE: PodProblem = { code: 'server-unreachable', detail: '' };

/** The state after one answer. @param at milliseconds since the epoch */
export function afterAnswer(state: PodWatchState, answer: PodAnswer, at: number): PodWatchState {
  if (answer.kind === 'pod') return { kind: 'fresh', detail: answer.detail };
  if (state.kind === 'refused') return state;
  if (answer.kind === 'problem') {
    if (REFUSALS.has(answer.code)) return { kind: 'refused', problem: problemOf(answer) };
    if (answer.code === 'pod-not-found') {
      return state.kind === 'gone' ? state : { kind: 'gone', detail: state.detail, since: at };
    }
  }
  if (state.kind === 'gone') return state;
  const problem = answer.kind === 'problem' ? problemOf(answer) : SILENCE;
  return { kind: 'stale', detail: state.detail, since: state.kind === 'stale' ? state.since : at, problem };
}

function problemOf({ code, detail }: PodProblem): PodProblem {
  return { code, detail };
}
