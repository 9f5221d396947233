import { describe, expect, test } from 'vitest';
import { sampleDetail } from '../testing/sample-pods.ts';
import { afterAnswer, type PodAnswer, type PodWatchState } from './pod-watch.ts';

const detail = sampleDetail();
const fresh: PodWatchState = { kind: 'fresh', detail };
const silence: PodAnswer = { kind: 'silence' };
const missing: PodAnswer = { kind: 'problem', code: 'pod-not-found', detail: 'No such pod.' };

function next(state: PodWatchState, answer: PodAnswer, at: number): PodWatchState {
  return afterAnswer(state, answer, at, 'Podshell does not answer.');
}

describe('watching one pod', () => {
  test('a pod is fresh news, whatever was before', () => {
    const stale = next(fresh, silence, 1);
    const gone = next(fresh, missing, 1);
    for (const state of [fresh, stale, gone]) expect(next(state, { kind: 'pod', detail }, 2)).toEqual(fresh);
  });

  test('silence makes it stale, since the first of it', () => {
    const stale = next(next(fresh, silence, 5), silence, 9);
    expect(stale).toEqual({ kind: 'stale', detail, since: 5, reason: 'Podshell does not answer.' });
  });

  test('a problem that passes makes it stale with its reason', () => {
    const problem = { kind: 'problem', code: 'cluster-unreachable', detail: 'No answer.' } as const;
    expect(next(fresh, problem, 5)).toEqual({ kind: 'stale', detail, since: 5, reason: 'No answer.' });
  });

  test('a deleted pod is gone, and stays so through silence', () => {
    const gone = next(fresh, missing, 5);
    expect(gone).toEqual({ kind: 'gone', detail, since: 5 });
    expect(next(gone, missing, 6)).toBe(gone);
    expect(next(gone, silence, 6)).toBe(gone);
  });

  test('what may not be seen any more is not kept', () => {
    const refused = next(fresh, { kind: 'problem', code: 'forbidden', detail: 'No.' }, 5);
    expect(refused).toEqual({ kind: 'refused', code: 'forbidden', reason: 'No.' });
    expect(next(refused, silence, 6)).toBe(refused);
  });
});
