import { expect, test } from 'vitest';
import { workerStreams } from './worker-streams.ts';

const [CONNECTING, OPEN, CLOSED] = [0, 1, 2];

/** Streams through a worker that a test plays: what is posted to it, and the looks after it that wait. */
function played() {
  const posted: unknown[] = [];
  const looks: (() => void)[] = [];
  const streams = workerStreams({
    post: (message) => posted.push(message),
    after: (look) => looks.push(look),
    openAlone: () => expect.unreachable(),
    begun: undefined,
  });
  const stream = streams.open('/api/pods/events');
  const [held] = posted;
  const id = Number(Object.keys(held as object)[0]);
  const say = (type: string, data: string) => streams.receive([id, [[type, data]]]);
  return { posted, looks, streams, stream, say };
}

test('a stream has the state of that which the worker reads for it', () => {
  const { stream, say } = played();
  expect(stream.readyState).toBe(CONNECTING);
  say('open', '');
  expect(stream.readyState).toBe(OPEN);
  say('error', `${CONNECTING}`);
  expect(stream.readyState).toBe(CONNECTING);
  say('error', `${CLOSED}`);
  expect(stream.readyState).toBe(CLOSED);
});

test('a stream that has ended is not wanted any more, whoever has ended it', () => {
  for (const end of [
    ({ stream }: ReturnType<typeof played>) => stream.close(),
    ({ say }: ReturnType<typeof played>) => say('error', `${CLOSED}`),
  ]) {
    const page = played();
    end(page);
    expect(page.stream.readyState).toBe(CLOSED);
    expect(page.posted).toContainEqual({});
  }
});

test('nobody looks after the worker while there are no streams', () => {
  const { looks, streams, stream } = played();
  expect(looks).toHaveLength(1);
  looks.shift()?.();
  expect(looks).toHaveLength(1);
  stream.close();
  looks.shift()?.();
  expect(looks).toEqual([]);
  streams.open('/api/pods/events');
  expect(looks).toHaveLength(1);
});
