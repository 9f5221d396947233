import { expect, test } from 'vitest';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import { Turns } from '../../client/turns.ts';
import { DEFAULT_LIMITS } from '../../limits.ts';
import type { ExecContext } from '../stream/exec-context.ts';
import { reapSession } from './session-reaper.ts';

const MARK = { pid: 7, startedAt: 100 };

function contextOf(clock: FakeClock, endings: Turns): ExecContext {
  const target = { context: 'admin', namespace: 'team-a', pod: 'debian', container: 'debian' };
  // No exec is opened: what is asked first says that the container is gone.
  const identity = {} as ExecContext['identity'];
  return {
    identity,
    target,
    auditId: undefined,
    limits: DEFAULT_LIMITS,
    clock,
    logger: new RecordingLogger(),
    protocols: [],
    endings,
  };
}

test('the wait for a turn takes nothing from the time for attempts', async () => {
  const clock = new FakeClock();
  const endings = new Turns(1, Number.POSITIVE_INFINITY);
  const free = await endings.take();
  const { signal } = new AbortController();
  const isGone = () => Promise.resolve(true);
  const reaped = reapSession(contextOf(clock, endings), MARK, { budgetMs: 1_000, signal, isGone });
  await clock.advance(60_000);
  free();
  expect(await reaped).toBe('gone');
});

test('who gives up while it waits for a turn has reached nothing', async () => {
  const endings = new Turns(1, Number.POSITIVE_INFINITY);
  await endings.take();
  const leaving = new AbortController();
  const options = { budgetMs: 1_000, signal: leaving.signal };
  const reaped = reapSession(contextOf(new FakeClock(), endings), MARK, options);
  leaving.abort();
  expect(await reaped).toBe('unreachable');
});
