import { describe, expect, test } from 'vitest';
import { sampleDetail } from '../testing/sample-pods.ts';
import { afterAnswer, type PodAnswer, type PodWatchState } from './pod-watch.ts';

const detail = sampleDetail();
const fresh: PodWatchState = { kind: 'fresh', detail };
const silence: PodAnswer = { kind: 'silence' };
const missing: PodAnswer = { kind: 'problem', code: 'pod-not-found', detail: 'No such pod.' };

describe('watching one pod', () => {
  test('a pod is fresh news, whatever was before', () => {
    const stale = afterAnswer(fresh, silence, 1);
    const gone = afterAnswer(fresh, missing, 1);
    for (const state of [fresh, stale, gone])
      expect(afterAnswer(state, { kind: 'pod', detail }, 2)).toEqual(fresh);
  });

  test('silence makes it stale, since the first of it', () => {
    const stale = afterAnswer(afterAnswer(fresh, silence, 5), silence, 9);
    expect(stale).toEqual({
      kind: 'stale',
      detail,
      since: 5,
      problem: { code: 'server-unreachable', detail: '' },
    });
  });

  test('a problem that passes makes it stale with its reason', () => {
    const problem = { kind: 'problem', code: 'cluster-unreachable', detail: 'No answer.' } as const;
    expect(afterAnswer(fresh, problem, 5)).toEqual({
      kind: 'stale',
      detail,
      since: 5,
      problem: { code: 'cluster-unreachable', detail: 'No answer.' },
    });
  });

  test('a deleted pod is gone, and stays so through silence', () => {
    const gone = afterAnswer(fresh, missing, 5);
    expect(gone).toEqual({ kind: 'gone', detail, since: 5 });
    expect(afterAnswer(gone, missing, 6)).toBe(gone);
    expect(afterAnswer(gone, silence, 6)).toBe(gone);
  });

  test('what may not be seen any more is not kept', () => {
    const refused = afterAnswer(fresh, { kind: 'problem', code: 'forbidden', detail: 'No.' }, 5);
    expect(refused).toEqual({ kind: 'refused', problem: { code: 'forbidden', detail: 'No.' } });
    expect(afterAnswer(refused, silence, 6)).toBe(refused);
  });
});
