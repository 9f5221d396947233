import { describe, expect, test } from 'vitest';
import type { LogWish } from '#protocol/pod-log.ts';
import { type FollowState, LogFollower, type OpenedLog, type ReceivedLine } from './log-follower.ts';

type Step =
  | { readonly lines: readonly string[]; readonly next: 'end' | 'break' | 'hang' }
  | { readonly code: string };

const STAMP = '2026-11-27T12:00:0';
const line = (second: number, text: string) => `${STAMP}${second}.000000000Z ${text}`;

/** Plays the answers one after the other, and what becomes of them. Time passes only when the test says so. */
/** The last line has no end. */
const CUT = '\u0000';

function follow(wish: LogWish, steps: readonly Step[], polls = false) {
  const asked: LogWish[] = [];
  const states: FollowState[] = [];
  const taken: ReceivedLine[] = [];
  const timers = new Set<{ readonly ms: number; readonly callback: () => void }>();
  let now = 0;
  let step = 0;
  let cancelled = 0;
  const bodyOf = ({ lines, next }: Extract<Step, { lines: unknown }>): OpenedLog => {
    let read = false;
    let hang: ((error: Error) => void) | undefined;
    return {
      kind: 'answered',
      body: {
        read() {
          if (!read && lines.length > 0) {
            read = true;
            return Promise.resolve({
              done: false,
              value: new TextEncoder().encode(`${lines.join('\n')}\n`.replace(`${CUT}\n`, '')),
            });
          }
          if (next === 'end') return Promise.resolve({ done: true });
          if (next === 'break') return Promise.reject(new TypeError('network error'));
          return new Promise((_resolve, reject) => {
            hang = reject;
          });
        },
        cancel() {
          cancelled += 1;
          hang?.(new Error('aborted'));
        },
      },
    };
  };
  const follower = new LogFollower({
    wish,
    polls: polls ? () => 3_000 : undefined,
    async open(asking) {
      asked.push(Object.fromEntries(Object.entries(asking).filter(([, value]) => value !== undefined)));
      const answer = steps[step++];
      if (answer === undefined) return new Promise(() => {});
      return 'code' in answer
        ? { kind: 'failed', failure: { code: answer.code, detail: '' } }
        : bodyOf(answer);
    },
    onLines: (lines) => taken.push(...lines),
    onState: (state) => states.push(state),
    after(ms, callback) {
      const timer = { ms, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    now: () => now,
    breathe: () => Promise.resolve(),
    random: () => 0.5,
  });
  const settle = async () => {
    for (let turn = 0; turn < 50; turn++) await Promise.resolve();
  };
  const run = follower.run();
  return {
    follower,
    asked,
    states,
    run,
    settle,
    texts: () => taken.map(({ text }) => text),
    cancelled: () => cancelled,
    /** Lets every timer ring that is set now, or those of at most so many milliseconds. */
    async ring(most = Number.POSITIVE_INFINITY) {
      await settle();
      const due = [...timers].filter(({ ms }) => ms <= most);
      for (const timer of due) {
        timers.delete(timer);
        now += timer.ms;
        timer.callback();
      }
      await settle();
    },
  };
}

test('a log that is not followed is read to its end', async () => {
  const { run, asked, states, texts } = follow({ tail: 100 }, [
    { lines: [line(1, 'one'), line(2, 'two')], next: 'end' },
  ]);
  await run;
  expect(texts()).toEqual(['one', 'two']);
  expect(asked).toEqual([{ tail: 100, timestamps: true }]);
  expect(states.map(({ kind }) => kind)).toEqual(['connecting', 'live', 'ended']);
});

test('after a drop, what the previous and the present run wrote meanwhile comes once', async () => {
  const played = follow({ follow: true, tail: 100 }, [
    { lines: [line(1, 'one'), line(2, 'two')], next: 'break' },
    { lines: [line(1, 'one'), line(2, 'two'), line(3, 'last words')], next: 'end' },
    { lines: [line(4, 'hello')], next: 'hang' },
  ]);
  await played.ring();
  expect(played.texts()).toEqual(['one', 'two', 'last words', 'hello']);
  expect(played.asked.slice(1)).toEqual([
    { follow: false, timestamps: true, previous: true, sinceTime: `${STAMP}1.000000000Z` },
    { follow: true, timestamps: true, beats: true, sinceTime: `${STAMP}2.000000000Z` },
  ]);
  expect(played.states.map(({ kind }) => kind)).toEqual(['connecting', 'live', 'reconnecting', 'live']);
  played.follower.stop();
  await played.run;
});

test('when the container ends, its next run is waited for', async () => {
  const played = follow({ follow: true }, [
    { lines: [line(1, 'bye')], next: 'end' },
    { lines: [line(1, 'bye')], next: 'end' },
    { code: 'container-not-running' },
    { lines: [line(8, 'hello again')], next: 'hang' },
  ]);
  await played.ring(0);
  expect(played.states.at(-1)?.kind).toBe('live');
  await played.ring();
  expect(played.states.map(({ kind }) => kind)).toContain('waiting');
  for (const _ of [1, 2]) await played.ring();
  expect(played.texts()).toEqual(['bye', 'hello again']);
  expect(played.states.at(-1)?.kind).toBe('live');
  played.follower.stop();
  await played.run;
});

test('a connection without a sign of life is given up, and made again', async () => {
  const played = follow({ follow: true }, [
    { lines: [line(1, 'one')], next: 'hang' },
    { code: 'previous-log-not-found' },
    { lines: [line(1, 'one'), line(2, 'two')], next: 'hang' },
  ]);
  await played.settle();
  expect(played.states.at(-1)?.kind).toBe('live');
  await played.ring();
  expect(played.states.at(-1)?.kind).toBe('reconnecting');
  await played.ring();
  expect(played.texts()).toEqual(['one', 'two']);
  played.follower.stop();
  await played.run;
});

test('before the first line, it is asked again for no later a time', async () => {
  const played = follow({ follow: true, since: 60 }, [
    { code: 'cluster-unreachable' },
    { code: 'cluster-unreachable' },
  ]);
  await played.ring();
  await played.ring();
  const [first, ...later] = played.asked.map(({ since }) => since ?? 0);
  expect(first).toBe(60);
  expect(later.every((since) => since > 60)).toBe(true);
  played.follower.stop();
});

test.each(['forbidden', 'container-not-found', 'pod-not-found', 'bad-request'])(
  '%s is final',
  async (code) => {
    const { run, states } = follow({ follow: true }, [{ code }]);
    await run;
    expect(states.at(-1)).toEqual({ kind: 'failed', failure: { code, detail: '' } });
  },
);

test('what may pass is asked again, at once when the user says so', async () => {
  const played = follow({ follow: true }, [{ code: 'cluster-unreachable' }, { lines: [], next: 'hang' }]);
  await played.settle();
  expect(played.states.at(-1)?.kind).toBe('reconnecting');
  played.follower.retryNow();
  await played.settle();
  expect(played.states.at(-1)?.kind).toBe('live');
  played.follower.stop();
  await played.run;
  expect(played.cancelled()).toBeGreaterThan(0);
});

test('signs of life are no lines, and what has no time is a line of the cluster', async () => {
  const { run, texts } = follow({}, [
    { lines: ['', line(1, 'one'), '', 'unable to retrieve container logs'], next: 'end' },
  ]);
  await run;
  expect(texts()).toEqual(['one', 'unable to retrieve container logs']);
});

test('out of sight it holds no connection, and then goes on where it was', async () => {
  const played = follow({ follow: true }, [
    { lines: [line(1, 'one')], next: 'hang' },
    { code: 'previous-log-not-found' },
    { lines: [line(1, 'one'), line(2, 'two')], next: 'hang' },
  ]);
  await played.settle();
  played.follower.suspend();
  await played.ring();
  await played.ring();
  expect(played.asked).toHaveLength(1);
  expect(played.states.at(-1)?.kind).toBe('live');
  played.follower.resume();
  await played.settle();
  expect(played.texts()).toEqual(['one', 'two']);
  played.follower.stop();
  await played.run;
});

test('one that polls asks again without holding a connection', async () => {
  const steps: Step[] = [
    { lines: [line(1, 'one')], next: 'end' },
    { lines: [line(1, 'one'), line(2, 'two')], next: 'end' },
  ];
  const played = follow({ follow: true, tail: 5 }, steps, true);
  await played.ring();
  expect(played.texts()).toEqual(['one', 'two']);
  expect(played.asked.slice(0, 2)).toEqual([
    { timestamps: true, tail: 5 },
    { timestamps: true, sinceTime: `${STAMP}0.000000000Z` },
  ]);
  expect(played.states.map(({ kind }) => kind)).toEqual(['connecting', 'live', 'live']);
  played.follower.stop();
  await played.run;
});

test('a pod that was there may come back: a kubelet that restarts knows none for a while', async () => {
  const played = follow({ follow: true }, [
    { lines: [line(1, 'one')], next: 'break' },
    { code: 'pod-not-found' },
    { code: 'pod-not-found' },
    { code: 'previous-log-not-found' },
    { lines: [line(1, 'one'), line(2, 'two')], next: 'hang' },
  ]);
  await played.ring();
  expect(played.states.at(-1)).toMatchObject({ kind: 'waiting', failure: { code: 'pod-not-found' } });
  await played.ring();
  expect(played.texts()).toEqual(['one', 'two']);
  played.follower.stop();
  await played.run;
});

test('a line that is cut by a node that goes away comes whole, and once', async () => {
  const played = follow({ follow: true }, [
    { lines: [line(1, 'one'), `${line(2, 'tw')}${CUT}`], next: 'end' },
    { lines: [line(1, 'one'), line(2, 'two')], next: 'hang' },
  ]);
  await played.ring();
  expect(played.texts()).toEqual(['one', 'two']);
  played.follower.stop();
  await played.run;
});

test('a last line that never gets an end is shown, once', async () => {
  const last = { lines: [line(1, 'one'), `${line(2, 'the end')}${CUT}`], next: 'end' } as const;
  const played = follow({ follow: true }, [last, last, last]);
  await played.ring();
  await played.ring();
  expect(played.texts()).toEqual(['one', 'the end']);
  played.follower.stop();
  await played.run;
});

test('a log that goes on at once, or whose node has died, is not said to wait', async () => {
  const restarted = follow({ follow: true }, [
    { lines: [line(1, 'bye')], next: 'end' },
    { lines: [line(2, 'hello again')], next: 'hang' },
  ]);
  await restarted.ring(1_500);
  expect(restarted.states.map(({ kind }) => kind)).toEqual(['connecting', 'live', 'live']);
  const dead = follow({ follow: true }, [
    { lines: [line(1, 'bye')], next: 'end' },
    { code: 'cluster-unreachable' },
  ]);
  await dead.ring(1_500);
  expect(dead.states.map(({ kind }) => kind)).toEqual(['connecting', 'live', 'reconnecting']);
});

describe('a container that will write no more', () => {
  test('is read to its end, and then not asked again', async () => {
    const { follower, run, texts, states } = follow({ follow: true }, [
      { lines: [line(1, 'one'), line(2, `two${CUT}`)], next: 'end' },
    ]);
    follower.finish('over');
    await run;
    expect(texts()).toEqual(['one', 'two']);
    expect(states.at(-1)).toEqual({ kind: 'ended' });
  });

  test('ends at once when its pod is gone', async () => {
    const played = follow({ follow: true }, [
      { lines: [line(1, 'one')], next: 'end' },
      { lines: [line(1, 'of another pod with that name')], next: 'hang' },
    ]);
    await played.settle();
    played.follower.finish('gone');
    await played.run;
    expect(played.states.at(-1)).toEqual({ kind: 'ended' });
    expect(played.texts()).toEqual(['one']);
  });

  test('is asked again after a break, so that no line is lost', async () => {
    const played = follow({ follow: true }, [
      { lines: [line(1, 'one')], next: 'break' },
      { code: 'previous-log-not-found' },
      { lines: [line(1, 'one'), line(2, 'two')], next: 'end' },
    ]);
    await played.settle();
    played.follower.finish('over');
    await played.run;
    expect(played.texts()).toEqual(['one', 'two']);
  });
});
