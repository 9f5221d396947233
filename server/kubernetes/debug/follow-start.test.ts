import { expect, test } from 'vitest';
import type { DebugEvent } from '#protocol/debug.ts';
import { FakeClock } from '#server/testing/fake-clock.ts';
import type { ClusterIdentity } from '../client/client-pool.ts';
import { podPath } from '../client/paths.ts';
import { ApiStatusError } from '../errors/api-error.ts';
import type { PodObject } from '../objects.ts';
import { followStart } from './follow-start.ts';

const BUSY = new ApiStatusError(503, 'ServiceUnavailable', 'busy');
const GONE = new ApiStatusError(404, 'NotFound', 'pods "web" not found');
const ADDED = { container: 'debugger-x', image: 'busybox:1' };

function podWith(state: object): PodObject {
  return {
    metadata: { name: 'web' },
    status: { phase: 'Running', ephemeralContainerStatuses: [{ name: 'debugger-x', state }] },
  };
}

/** What is told while reads of the pod are answered so; the last answer is given again and again. */
async function told(answers: readonly (PodObject | Error)[]): Promise<DebugEvent[]> {
  const clock = new FakeClock();
  let reads = 0;
  const get = async (path: string) => {
    if (path !== podPath('a', 'web')) return { items: [] };
    const answer = answers[Math.min(reads, answers.length - 1)];
    reads += 1;
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const identity = { client: { get }, context: 'main' } as unknown as ClusterIdentity;
  const events: DebugEvent[] = [];
  const place = { identity, clock, namespace: 'a', pod: 'web' };
  const follow = followStart(place, ADDED, new AbortController().signal);
  let next = follow.next();
  for (;;) {
    const settled = Promise.race([next.then(() => true), new Promise((resolve) => setImmediate(resolve))]);
    if ((await settled) !== true) {
      clock.advance(500);
      continue;
    }
    const { done, value } = await next;
    if (done === true) return events;
    events.push(value);
    next = follow.next();
  }
}

test('a cluster that gives no answer for a moment ends nothing', async () => {
  const waiting = podWith({ waiting: { reason: 'ContainerCreating' } });
  const answers = [waiting, ...Array<Error>(10).fill(BUSY), waiting, BUSY, podWith({ running: {} })];
  expect((await told(answers)).map(({ type }) => type)).toEqual(['progress', 'ready']);
});

test.each([
  ['no answer for long', BUSY, 'cluster-unreachable'],
  ['a pod that goes away', GONE, 'pod-not-found'],
])('%s is a failure, with the container that stays', async (_what, error, code) => {
  expect(await told([podWith({}), error])).toEqual([
    { type: 'failed', data: { code, detail: expect.any(String), container: 'debugger-x' } },
  ]);
});

test('what has not started in five minutes is told so', async () => {
  expect(await told([podWith({ waiting: {} })])).toMatchObject([
    { type: 'failed', data: { code: 'debug-start-timeout' } },
  ]);
});
