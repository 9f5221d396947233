/** `/api/pods/streams`: several lists over one event stream. */

import { EventStream, type StreamEvent } from './support/event-stream.ts';
import { expect, test } from './support/fixtures.ts';

const named =
  (type: string, name?: string) =>
  (event: StreamEvent): boolean =>
    event.type === type && (name === undefined || event.data.name === name);

test('a stream carries several lists, and the refusal of one leaves the others alone', async ({
  podshell,
  cluster,
}) => {
  const response = await podshell.api.open('GET', '/api/pods/streams');
  expect(response.headers['content-type']).toContain('text/event-stream');
  const stream = new EventStream(response);
  const { data } = await stream.next('its name', named('opened'));
  const carry = (subjects: Record<string, string>) =>
    podshell.api.call('PUT', `/api/pods/streams?stream=${data.stream}`, { body: { subjects } });
  const subjects = { a: 'namespace=team-a', b: 'namespace=team-b' };
  expect((await carry(subjects)).status).toBe(204);
  await stream.next('the first list', named('a.snapshot'));
  await stream.next('the second list', () => stream.events.some(named('b.snapshot')));

  await carry({ ...subjects, refused: 'namespace=team-b&context=bob', wrong: 'namespace=..' });
  const has = (type: string, code: string) => () =>
    stream.events.some((event) => event.type === type && event.data.code === code);
  await stream.next('a refusal', has('refused.refused', 'forbidden'));
  await carry({ a: subjects.a, c: 'namespace=team-a&pod=debian' });
  await stream.next('one pod', named('c.snapshot'));
  const name = await cluster.createPod();
  await stream.next('an addition', named('a.added', name));
  await cluster.deletePod(name);
  await stream.next('a deletion', named('a.deleted', name));
  expect(stream.events.filter(named('a.snapshot'))).toHaveLength(1);
  expect(stream.events.find(named('wrong.refused'))?.data).toMatchObject({
    status: 400,
    code: 'bad-request',
  });
  expect(stream.events.filter(named('c.added'))).toEqual([]);
  stream.close();
});

test('a stream that has ended is not found', async ({ podshell }) => {
  const answer = await podshell.api.call('PUT', '/api/pods/streams?stream=gone', { body: { subjects: {} } });
  expect(answer.status).toBe(404);
  expect(answer.json()).toMatchObject({ code: 'not-found' });
});
