import { expect, test } from 'vitest';
import type { FollowState } from '../stream/log-follower.ts';
import { worstOf } from './log-status.tsx';

const failure = { code: 'forbidden', detail: '' };
const STATES: Readonly<Record<string, FollowState>> = {
  live: { kind: 'live' },
  ended: { kind: 'ended' },
  waiting: { kind: 'waiting', failure: undefined },
  failed: { kind: 'failed', failure },
};

test.each([
  [['live', 'ended'], 'live'],
  [['waiting', 'live'], 'waiting'],
  [['live', 'failed', 'waiting'], 'failed'],
  [['ended', 'ended'], 'ended'],
  [[], 'connecting'],
])('of %j, the user is told %s', (names, kind) => {
  expect(worstOf(names.flatMap((name) => STATES[name] ?? []))).toBe(kind);
});
