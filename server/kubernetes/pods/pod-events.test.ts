import { describe, expect, test } from 'vitest';
import type { RequestOptions } from '../client/api-client.ts';
import type { Answer } from '../client/body.ts';
import type { EventObject } from '../objects.ts';
import { jsonAnswer } from '../testing/json-answer.ts';
import { listPodEvents, mapEvent } from './pod-events.ts';

interface StoredEvent extends EventObject {
  involvedObject: { name: string; namespace: string; uid: string; fieldPath?: string };
}

function eventOf(name: string, second: number, more: Partial<StoredEvent> = {}): StoredEvent {
  return {
    metadata: { name, namespace: 'a', uid: `uid-${name}` },
    involvedObject: { name: 'web', namespace: 'a', uid: 'pod-uid' },
    type: 'Normal',
    reason: name,
    message: 'm',
    lastTimestamp: new Date(Date.UTC(2026, 0, 1) + second * 1000).toISOString(),
    ...more,
  };
}

/** An API server with these events, which it sorts by name and returns in pages. */
function clientOf(events: readonly (StoredEvent | null)[]) {
  const sorted = [...events].sort((a, b) => ((a?.metadata?.name ?? '') < (b?.metadata?.name ?? '') ? -1 : 1));
  return {
    client: {
      async getAnswer(path: string, { query = {} }: RequestOptions): Promise<Answer> {
        expect(path).toBe('/api/v1/namespaces/a/events');
        const [, name, namespace, uid] =
          /^involvedObject.name=(.*),involvedObject.namespace=(.*),involvedObject.uid=(.*)$/.exec(
            String(query.fieldSelector),
          ) ?? [];
        const found = sorted.filter((event) => {
          const involved = event?.involvedObject;
          return (
            event === null ||
            (involved?.name === name && involved?.namespace === namespace && involved?.uid === uid)
          );
        });
        const from = Number(query.continue ?? 0);
        const to = from + Number(query.limit);
        const metadata = to < found.length ? { continue: String(to) } : {};
        return jsonAnswer({ kind: 'EventList', metadata, items: found.slice(from, to) });
      },
    },
  };
}

const pod = { metadata: { name: 'web', namespace: 'a', uid: 'pod-uid' } };
const LIMITS = { pageSize: 50 };

test('all events come, newest first, whatever their names', async () => {
  const events = Array.from({ length: 130 }, (_, index) => eventOf(`e${(index * 37) % 130}`, index));
  const listed = await listPodEvents(clientOf(events), pod, LIMITS);
  expect(listed.map(({ reason }) => reason)).toEqual(events.map(({ reason }) => reason).reverse());
});

test('events of an earlier pod with the same name are left out', async () => {
  const old = { involvedObject: { name: 'web', namespace: 'a', uid: 'old-uid' } };
  const listed = await listPodEvents(clientOf([eventOf('mine', 1), eventOf('old', 2, old)]), pod, LIMITS);
  expect(listed.map(({ reason }) => reason)).toEqual(['mine']);
});

test('a static pod has the events of the kubelet and those of the controllers', async () => {
  const mirror = { metadata: { ...pod.metadata, annotations: { 'kubernetes.io/config.mirror': 'hash' } } };
  const pulled = eventOf('pulled', 2, { involvedObject: { name: 'web', namespace: 'a', uid: 'hash' } });
  const listed = await listPodEvents(clientOf([eventOf('tainted', 1), pulled]), mirror, LIMITS);
  expect(listed.map(({ reason }) => reason)).toEqual(['pulled', 'tainted']);
});

test('events alike in reason, source and message have different uids', async () => {
  const alike = { reason: 'BackOff', message: 'Back-off restarting', source: { component: 'kubelet' } };
  const listed = await listPodEvents(clientOf([eventOf('a', 1, alike), eventOf('b', 2, alike)]), pod, LIMITS);
  expect(listed.map(({ uid }) => uid)).toEqual(['uid-b', 'uid-a']);
});

test('an event that cannot be read does not hide the others', async () => {
  const odd = eventOf('odd', 3, { message: 7 as unknown as string });
  const listed = await listPodEvents(clientOf([null, odd, eventOf('good', 1)]), pod, LIMITS);
  expect(listed.map(({ reason }) => reason)).toEqual(['good']);
});

describe('the time of an event', () => {
  const at = (second: number) => `2026-01-01T00:00:0${second}Z`;

  test.each([
    [{ series: { count: 3, lastObservedTime: at(4) }, lastTimestamp: at(3) }, at(4)],
    [{ lastTimestamp: at(3), eventTime: at(2) }, at(3)],
    [{ lastTimestamp: null, eventTime: at(2), firstTimestamp: at(1) }, at(2)],
    [{ firstTimestamp: at(1) }, at(1)],
    [{}, null],
  ])('of %j is %s', (event, time) => {
    expect(mapEvent(event).lastSeenAt).toBe(time);
  });

  test('that is missing or unreadable puts it last', async () => {
    const events = [
      eventOf('none', 0, { lastTimestamp: null }),
      eventOf('odd', 0, { lastTimestamp: 'soon' }),
      eventOf('old', 1),
      eventOf('new', 2),
    ];
    const listed = await listPodEvents(clientOf(events), pod, LIMITS);
    expect(listed.map(({ reason }) => reason)).toEqual(['new', 'old', 'odd', 'none']);
  });
});
