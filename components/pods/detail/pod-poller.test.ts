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
    /** Lets the time of the present timer come, and the answer arrive. */
    async tick() {
      due?.();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

test('alone it asks every three seconds', async () => {
  const bench = pollerOf();
  bench.poller.start();
  await bench.tick();
  await bench.tick();
  expect([bench.asked, bench.answers.length, bench.waits]).toEqual([2, 2, [3000, 3000, 3000]]);
});

test('with a stream it asks soon after a change, once more for events, then seldom', async () => {
  const bench = pollerOf();
  bench.poller.start();
  bench.poller.heard(true);
  bench.poller.heard(true);
  await bench.tick();
  expect(bench.asked).toBe(1);
  await bench.tick();
  expect(bench.waits).toEqual([3000, 150, 150, 2000, 15_000]);
});

test('a change while an answer is on its way is asked for after it', async () => {
  const bench = pollerOf();
  bench.poller.start();
  bench.poller.heard(true);
  const ticked = bench.tick();
  bench.poller.heard(true);
  await ticked;
  expect(bench.waits.at(-1)).toBe(150);
});

test('a silent server is asked often, stream or not', async () => {
  const bench = pollerOf({ kind: 'failed', failure: NO_ANSWER });
  bench.poller.start();
  bench.poller.heard(true);
  await bench.tick();
  expect(bench.waits.at(-1)).toBe(3000);
});

test('after the end nothing is asked and nothing said', async () => {
  const bench = pollerOf();
  bench.poller.start();
  const ticked = bench.tick();
  bench.poller.stop();
  await ticked;
  bench.poller.heard(true);
  await bench.tick();
  expect([bench.asked, bench.answers]).toEqual([1, []]);
});
