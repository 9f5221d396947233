import { describe, expect, test } from 'vitest';
import { NO_ANSWER } from '#components/failures/read-failure.ts';
import { sampleDetail } from '../testing/sample-pods.ts';
import { afterAnswer, type PodAnswer, type PodWatchState } from './pod-watch.ts';

const detail = sampleDetail();
const fresh: PodWatchState = { kind: 'fresh', detail };
const silence: PodAnswer = { kind: 'failed', failure: NO_ANSWER };
const missing = failed('pod-not-found');

function failed(code: string): PodAnswer {
  return { kind: 'failed', failure: { code, detail: 'Why.' } };
}

describe('watching one pod', () => {
  test('a pod is fresh news, whatever was before', () => {
    const stale = afterAnswer(fresh, silence, 1);
    const gone = afterAnswer(fresh, missing, 1);
    for (const state of [fresh, stale, gone])
      expect(afterAnswer(state, { kind: 'answered', body: detail }, 2)).toEqual(fresh);
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
    expect(afterAnswer(fresh, failed('cluster-unreachable'), 5)).toEqual({
      kind: 'stale',
      detail,
      since: 5,
      problem: { code: 'cluster-unreachable', detail: 'Why.' },
    });
  });

  test('a deleted pod is gone, and stays so through silence', () => {
    const gone = afterAnswer(fresh, missing, 5);
    expect(gone).toEqual({ kind: 'gone', detail, since: 5 });
    expect(afterAnswer(gone, missing, 6)).toBe(gone);
    expect(afterAnswer(gone, silence, 6)).toBe(gone);
  });

  test('what may not be seen any more is not kept', () => {
    const refused = afterAnswer(fresh, failed('forbidden'), 5);
    expect(refused).toEqual({ kind: 'refused', problem: { code: 'forbidden', detail: 'Why.' } });
    expect(afterAnswer(refused, silence, 6)).toBe(refused);
  });
});
