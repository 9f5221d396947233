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
  test('a pod makes the state fresh', () => {
    const stale = afterAnswer(fresh, silence, 1);
    const gone = afterAnswer(fresh, missing, 1);
    for (const state of [fresh, stale, gone])
      expect(afterAnswer(state, { kind: 'answered', body: detail }, 2)).toEqual(fresh);
  });

  test('no answer makes it stale, since the first missing one', () => {
    const stale = afterAnswer(afterAnswer(fresh, silence, 5), silence, 9);
    expect(stale).toEqual({
      kind: 'stale',
      detail,
      since: 5,
      problem: { code: 'server-unreachable', detail: '' },
    });
  });

  test('a temporary problem makes it stale, with the cause', () => {
    expect(afterAnswer(fresh, failed('cluster-unreachable'), 5)).toEqual({
      kind: 'stale',
      detail,
      since: 5,
      problem: { code: 'cluster-unreachable', detail: 'Why.' },
    });
  });

  test('a deleted pod stays deleted without an answer', () => {
    const gone = afterAnswer(fresh, missing, 5);
    expect(gone).toEqual({ kind: 'gone', detail, since: 5 });
    expect(afterAnswer(gone, missing, 6)).toBe(gone);
    expect(afterAnswer(gone, silence, 6)).toBe(gone);
  });

  test('a pod that the caller may no longer see is dropped', () => {
    const refused = afterAnswer(fresh, failed('forbidden'), 5);
    expect(refused).toEqual({ kind: 'refused', problem: { code: 'forbidden', detail: 'Why.' } });
    expect(afterAnswer(refused, silence, 6)).toBe(refused);
  });
});
