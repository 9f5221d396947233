// @vitest-environment happy-dom
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { setVisibility } from '#components/testing/dom.tsx';
import { fakeEventSources } from '../testing/fake-event-source.ts';

const LIST = '/api/pods/events?namespace=a%2Cb&context=one';

/** A worker that says nothing by itself. */
class FakeWorker extends EventTarget {
  readonly port = {
    posted: [] as unknown[],
    onmessage: null as null | ((event: { readonly data: unknown }) => void),
    postMessage(message: unknown) {
      this.posted.push(message);
    },
  };

  constructor() {
    super();
    workers.push(this);
  }
}

let workers: FakeWorker[];

beforeEach(() => {
  vi.resetModules();
  setVisibility('visible');
  workers = [];
  vi.stubGlobal('SharedWorker', FakeWorker);
});

async function begin(path: string): Promise<void> {
  const { beginList } = await import('./begin-list.ts');
  beginList(new URL(path, 'http://podshell.test'));
}

/** The stream of the page's list, as its feed opens it. */
async function openList() {
  const { browserFeed } = await import('../feed/browser-feed.ts');
  const { podListEventsRoute } = await import('#components/addresses/api-routes.ts');
  return browserFeed.openEvents(podListEventsRoute({ context: 'one', namespaces: ['a', 'b'] }));
}

test('the list begins with the route that its page asks for, and the page gets it', async () => {
  await begin('/pods?namespace=b,a&context=one&q=web&sort=-age');
  const [worker] = workers;
  expect(worker?.port.posted).toEqual([{ 1: LIST }]);
  // Or what comes meanwhile is lost.
  expect(worker?.port.onmessage).toBeNull();
  const stream = await openList();
  const snapshots: string[] = [];
  stream.addEventListener('snapshot', (event) => snapshots.push((event as MessageEvent<string>).data));
  worker?.port.onmessage?.({ data: [1, [['snapshot', 'pods']]] });
  expect(snapshots).toEqual(['pods']);
  expect(worker?.port.posted).toEqual([{ 1: LIST }, { 1: LIST }, 1]);
  expect(workers).toHaveLength(1);
});

test('a page that shows another list gets that one', async () => {
  await begin('/pods');
  await openList();
  expect(workers[0]?.port.posted).toEqual([{ 1: '/api/pods/events' }, { 2: LIST }]);
});

test('where the worker did not start, the page has a stream of its own', async () => {
  const sources = fakeEventSources();
  await begin('/pods');
  workers[0]?.dispatchEvent(new Event('error'));
  await openList();
  expect(sources.map(({ url }) => url)).toEqual([`${LIST}&beats=true&parts=true`]);
});

describe('without shared workers', () => {
  test.each([
    ['a browser that has none', undefined],
    [
      'a browser that stores nothing for the site',
      class {
        constructor() {
          throw new DOMException('denied', 'SecurityError');
        }
      },
    ],
  ])('%s begins no list, and the page has a stream of its own', async (_name, Worker) => {
    vi.stubGlobal('SharedWorker', Worker);
    const sources = fakeEventSources();
    await begin('/pods');
    expect(sources).toEqual([]);
    await openList();
    expect(sources.map(({ url }) => url)).toEqual([`${LIST}&beats=true&parts=true`]);
  });
});

test('a hidden page begins no list', async () => {
  setVisibility('hidden');
  await begin('/pods');
  expect(workers).toEqual([]);
});

test('a page that has asked already is left alone', async () => {
  await openList();
  await begin('/pods?namespace=b,a&context=one');
  expect(workers[0]?.port.posted).toEqual([{ 1: LIST }]);
});
