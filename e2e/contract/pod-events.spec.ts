/** `GET /api/pods/events`. */

import { replicaCount } from '../support/replica-plan.ts';
import { EventStream, type StreamEvent } from './support/event-stream.ts';
import { expect, test } from './support/fixtures.ts';
import type { Podshell } from './support/podshell.ts';

/** Time for a list, a lost watch or a restarted API server to recover, waits between attempts included. */
const HEALING_MS = 12_000;

async function follow(podshell: Podshell, query = '?namespace=team-a'): Promise<EventStream> {
  const response = await podshell.api.open('GET', `/api/pods/events${query}`);
  expect(response.statusCode).toBe(200);
  expect(response.headers['content-type']).toContain('text/event-stream');
  return new EventStream(response);
}

const about =
  (type: string, name: string) =>
  (event: StreamEvent): boolean =>
    event.type === type && event.data.name === name;

const isSnapshot = ({ type }: StreamEvent): boolean => type === 'snapshot';

function namesOf({ data }: StreamEvent): string[] {
  return (data.items as { name: string }[]).map(({ name }) => name);
}

test('events start with a snapshot, then report added, modified and deleted pods', async ({
  podshell,
  cluster,
}) => {
  const stream = await follow(podshell);
  const snapshot = await stream.next('a snapshot', isSnapshot);
  expect(stream.events[0]).toBe(snapshot);
  expect(namesOf(snapshot)).toEqual(expect.arrayContaining(['debian', 'multi', 'pending']));
  expect(snapshot.data.resourceVersion).toMatch(/^\d+$/);
  const name = await cluster.createPod();
  await stream.next('its addition', about('added', name));
  const isRunning = (event: StreamEvent) =>
    about('modified', name)(event) && event.data.status === 'Running' && event.data.namespace === 'team-a';
  await stream.next('its start', isRunning);
  await cluster.deletePod(name);
  await stream.next('its deletion', about('deleted', name));
  stream.close();
});

test.describe('on a cluster with failures', () => {
  let podshell: Podshell;
  test.beforeEach(async ({ serve, own }) => {
    podshell = await serve({ KUBECONFIG: own.kubeconfig, PODSHELL_LOG_LEVEL: 'error' });
  });

  test('a broken, expired or lost watch recovers', async ({ own: { demo } }) => {
    const stream = await follow(podshell);
    await stream.next('a snapshot', isSnapshot);
    for (const disturb of [
      async () => demo.dropWatches(),
      async () => {
        demo.expireHistory();
        demo.dropWatches();
      },
      async () => {
        await demo.stopServing();
        await stream.next('word that the cluster is away', ({ type }) => type === 'stale');
        await demo.resumeServing();
      },
    ]) {
      await disturb();
      const label = crypto.randomUUID();
      const { labels: _old, ...metadata } = demo.pod('team-a', 'pending')?.metadata ?? { name: 'pending' };
      demo.changePod('team-a', 'pending', (pod) => ({
        ...pod,
        metadata: { ...metadata, labels: { label } },
      }));
      await stream.next('the change', (event) => JSON.stringify(event.data).includes(label), HEALING_MS);
    }
    stream.close();
  });

  test('the readers of a server share one watch, and it ends with the last of them', async ({
    own: { demo },
  }) => {
    const streams: EventStream[] = [];
    for (let at = 0; at < 2 * replicaCount(); at += 1) streams.push(await follow(podshell));
    for (const stream of streams) await stream.next('a snapshot', isSnapshot);
    await expect.poll(() => demo.openWatches).toBe(replicaCount());
    for (const stream of streams) stream.close();
    await expect.poll(() => demo.openWatches).toBe(0);
  });
});
