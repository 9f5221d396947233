import { expect, test } from 'vitest';
import { NO_ANSWER } from '#components/failures/read-failure.ts';
import { sampleDetail } from '../testing/sample-pods.ts';
import { PodPoller } from './pod-poller.ts';
import type { PodAnswer } from './pod-watch.ts';

function pollerOf(answer: PodAnswer = { kind: 'answered', body: sampleDetail() }) {
  const waits: number[] = [];
  const answers: PodAnswer[] = [];
  let due: (() => void) | undefined;
  let asked = 0;
  const poller = new PodPoller({
    async ask() {
      asked += 1;
      return answer;
    },
    onAnswer: (given) => answers.push(given),
    after(ms, callback) {
      waits.push(ms);
      due = callback;
      return () => {
        due = undefined;
      };
    },
  });
  return {
    poller,
    waits,
    answers,
    get asked() {
      return asked;
    },
    /** Fires the current timer and lets the response arrive. */
    async tick() {
      due?.();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

test('without a stream it polls every three seconds', async () => {
  const bench = pollerOf();
  bench.poller.start();
  await bench.tick();
  await bench.tick();
  expect([bench.asked, bench.answers.length, bench.waits]).toEqual([2, 2, [3000, 3000, 3000]]);
});

test('with a stream it fetches soon after a change, once more for events, then rarely', async () => {
  const bench = pollerOf();
  bench.poller.start();
  bench.poller.onFeedChange(true);
  bench.poller.onFeedChange(true);
  await bench.tick();
  expect(bench.asked).toBe(1);
  await bench.tick();
  expect(bench.waits).toEqual([3000, 150, 150, 2000, 15_000]);
});

test('a change during a request leads to another request after it', async () => {
  const bench = pollerOf();
  bench.poller.start();
  bench.poller.onFeedChange(true);
  const ticked = bench.tick();
  bench.poller.onFeedChange(true);
  await ticked;
  expect(bench.waits.at(-1)).toBe(150);
});

test('an unreachable server is polled often, with or without a stream', async () => {
  const bench = pollerOf({ kind: 'failed', failure: NO_ANSWER });
  bench.poller.start();
  bench.poller.onFeedChange(true);
  await bench.tick();
  expect(bench.waits.at(-1)).toBe(3000);
});

test.each(['forbidden', 'context-not-found', 'pod-not-found'])(
  'after %s it polls less and less often',
  async (code) => {
    const bench = pollerOf({ kind: 'failed', failure: { code, detail: '' } });
    bench.poller.start();
    for (let count = 0; count < 6; count += 1) await bench.tick();
    expect(bench.waits).toEqual([3000, 3000, 6000, 12_000, 24_000, 30_000, 30_000]);
    bench.poller.onFeedChange(true);
    expect(bench.waits.at(-1)).toBe(150);
  },
);

test('after stop it sends no request and calls nothing', async () => {
  const bench = pollerOf();
  bench.poller.start();
  const ticked = bench.tick();
  bench.poller.stop();
  await ticked;
  bench.poller.onFeedChange(true);
  await bench.tick();
  expect([bench.asked, bench.answers]).toEqual([1, []]);
});
