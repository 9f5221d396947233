import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Pod, PodStreamEvent } from '#protocol/api.ts';
import { PART } from '#protocol/parts.ts';
import { EMPTY_STREAM, reduceStream } from '../feed/pod-stream.ts';
import { anyPod, samplePod } from '../testing/sample-pods.ts';
import type { StreamEvent } from './event-source.ts';
import { Replay } from './replay.ts';

const stale = (code: string): PodStreamEvent => ({ type: 'stale', data: { code, detail: '' } });
const snapshot = (items: Pod[]): PodStreamEvent => ({
  type: 'snapshot',
  data: { items, resourceVersion: '7', refused: [{ namespace: 'team-x', detail: 'No.' }] },
});

/** A text so long that a few changes are worth an update of the snapshot. */
const LONG = 'x'.repeat(20_000);

const anyEvent: fc.Arbitrary<PodStreamEvent> = fc.oneof(
  { weight: 8, arbitrary: anyPod.map((pod): PodStreamEvent => ({ type: 'modified', data: long(pod) })) },
  { weight: 3, arbitrary: anyPod.map((pod): PodStreamEvent => ({ type: 'added', data: long(pod) })) },
  { weight: 4, arbitrary: anyPod.map((pod): PodStreamEvent => ({ type: 'deleted', data: pod })) },
  { weight: 1, arbitrary: fc.array(anyPod, { maxLength: 4 }).map(snapshot) },
  { weight: 1, arbitrary: fc.constantFrom(stale('cluster-unreachable'), stale('unauthenticated')) },
);

function long(pod: Pod): Pod {
  return { ...pod, statusMessage: LONG };
}

function asText({ type, data }: PodStreamEvent): StreamEvent {
  return [type, JSON.stringify(data)];
}

/** A snapshot with some of its pods in parts before it. */
function inParts(event: PodStreamEvent, sizes: readonly number[]): StreamEvent[] {
  if (event.type !== 'snapshot') return [asText(event)];
  let items = event.data.items;
  const parts = sizes.map((size): StreamEvent => {
    const part: StreamEvent = [PART, JSON.stringify(items.slice(0, size))];
    items = items.slice(size);
    return part;
  });
  return [...parts, asText({ ...event, data: { ...event.data, items } })];
}

/** As a page reads them, which opens the stream and gets nothing else. */
function stateAfter(events: readonly StreamEvent[]) {
  const parts: Pod[] = [];
  const inputs = events.flatMap(([type, text]) => {
    const data = JSON.parse(text);
    if (type === PART) parts.push(...data);
    if (type === PART) return [];
    if (type === 'snapshot') data.items = [...parts.splice(0), ...data.items];
    return [{ kind: 'event' as const, at: 0, event: { type, data } as PodStreamEvent }];
  });
  return reduceStream(EMPTY_STREAM, inputs);
}

test('a page that gets the replay has the state of a page that got every event', () => {
  fc.assert(
    fc.property(
      fc.array(anyPod, { maxLength: 5 }),
      fc.array(anyEvent, { maxLength: 60 }),
      fc.array(fc.nat(3), { maxLength: 3 }),
      fc.nat(),
      (first, rest, sizes, place) => {
        const all = [snapshot(first), ...rest].flatMap((event) => inParts(event, sizes));
        const joined = place % (all.length + 1);
        const replay = new Replay();
        let seen: readonly StreamEvent[] = [];
        for (const [index, event] of all.entries()) {
          // A page may come between two parts.
          if (index === joined) seen = replay.events;
          replay.add(event);
        }
        const expected = stateAfter(all);
        expect(stateAfter(replay.events)).toEqual(expected);
        expect(stateAfter([...(joined === all.length ? replay.events : seen), ...all.slice(joined)])).toEqual(
          expected,
        );
      },
    ),
  );
});

test('pods that the caller may no longer see are not kept', () => {
  const replay = new Replay();
  const secret = samplePod({ name: 'secret', statusMessage: LONG });
  replay.add(asText(snapshot([secret])));
  for (let i = 0; i < 10; i += 1) replay.add(asText({ type: 'modified', data: secret }));
  replay.add(asText(stale('forbidden')));
  expect(stateAfter(replay.events).link).toMatchObject({ kind: 'refused', code: 'forbidden' });
  for (let i = 0; i < 1000; i += 1)
    replay.add(['stale', JSON.stringify({ code: 'forbidden', detail: LONG })]);
  expect(JSON.stringify(replay.events)).not.toContain('secret');
});

test('memory is bounded by the list, not by the number of changes', () => {
  const replay = new Replay();
  replay.add(asText(snapshot([])));
  for (let i = 0; i < 20_000; i += 1) {
    replay.add(asText({ type: 'added', data: samplePod({ name: `job-${i}` }) }));
    replay.add(asText({ type: 'deleted', data: samplePod({ name: `job-${i}` }) }));
  }
  expect(JSON.stringify(replay.events).length).toBeLessThan(200_000);
});
