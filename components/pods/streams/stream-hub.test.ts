import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { anyPod, samplePod } from '../testing/sample-pods.ts';
import { SharedBrowser } from '../testing/shared-browser.ts';
import { HELD_MS } from './page-port.ts';

const ROUTES = ['/events?namespace=a', '/events?namespace=b', '/events?namespace=c', '/events?namespace=d'];
const [A = '', B = '', C = ''] = ROUTES;

let browser: SharedBrowser;
beforeEach(() => {
  browser = new SharedBrowser();
});

type Step = (browser: SharedBrowser) => void | Promise<void>;

const anyRoute = fc.constantFrom(...ROUTES);
const anyPage = fc.nat({ max: 3 });
/** Of each page, the stream that was begun before it asked for one. */
const anyBegun = fc.array(fc.option(anyRoute, { nil: undefined }), { minLength: 4, maxLength: 4 });

/** Everything that happens between pages, worker and server, in any order. */
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(anyPage, anyRoute).map(
    ([page, route]): Step =>
      ({ pages }) =>
        void pages[page]?.open(route),
  ),
  fc.tuple(anyPage, fc.nat({ max: 3 })).map(
    ([page, index]): Step =>
      ({ pages }) =>
        pages[page]?.close(index),
  ),
  fc.tuple(anyRoute, anyPod, fc.boolean()).map(
    ([route, pod, isDeleted]): Step =>
      ({ server }) =>
        server.change(route, pod, isDeleted),
  ),
  anyPage.map(
    (page): Step =>
      (all) =>
        void all.deliver(page),
  ),
  fc.constant<Step>((all) => all.settle()),
  fc.constant<Step>(({ server }) => server.answer()),
  fc.constant<Step>(({ server }) => server.drop()),
  // An interval is long enough for messages to arrive.
  fc.constant<Step>((all) => {
    for (const index of all.pages.keys()) all.deliver(index);
    all.tick();
  }),
);

test('each page has what a stream of its own would have given it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { maxLength: 60 }), anyBegun, async (steps, begun) => {
      const all = new SharedBrowser();
      for (const route of begun) all.openPage(route);
      for (const step of steps) {
        await step(all);
        expect(all.server.connections).toBeLessThanOrEqual(2);
      }
      // Until a page asks for a stream, it has the one that was begun.
      for (const page of all.pages) page.open(A);
      await all.settle();
      for (const { streams } of all.pages) {
        for (const { route, state } of streams) {
          expect(state).toMatchObject({ link: { kind: 'live' }, total: all.server.podsOf(route).size });
          expect(state.pods).toEqual(all.server.podsOf(route));
        }
      }
      const routes = new Set(all.pages.flatMap(({ streams }) => streams.map(({ route }) => route)));
      expect(all.server.subjects).toBe(routes.size);
      for (const page of all.pages) while (page.streams.length > 0) page.close(0);
      await all.settle();
      expect(all.server.connections).toBe(0);
      expect(all.timers).toBe(0);
    }),
    { numRuns: 1000 },
  );
});

test('a stream that was begun has all of its events for the page that asks late', async () => {
  const page = browser.openPage(A);
  await browser.settle();
  browser.server.change(A, samplePod({ uid: 'new' }), false);
  await browser.settle();
  expect(browser.server.connections).toBe(1);
  const stream = page.open(A);
  await browser.settle();
  expect(stream.seen).toEqual(['snapshot', 'added']);
  expect(stream.state.pods).toEqual(browser.server.podsOf(A));
  expect(browser.server.subjects).toBe(1);
});

test('a stream that was begun ends when the page asks for another one', async () => {
  const page = browser.openPage(A);
  await browser.settle();
  const stream = page.open(B);
  await browser.settle();
  expect(stream.state.pods).toEqual(browser.server.podsOf(B));
  expect(stream.seen).toEqual(['snapshot']);
  expect(browser.server.subjects).toBe(1);
});

test('a stream that was begun and is refused is refused to the page that asks late', async () => {
  browser.server.permit(A, false);
  const page = browser.openPage(A);
  await browser.settle();
  const stream = page.open(A);
  await browser.settle();
  expect(stream.seen).toEqual(['error 2']);
});

test('pages with the same route share a connection, and a late one gets a snapshot from memory', async () => {
  const first = browser.openPage().open(A);
  await browser.settle();
  browser.server.change(A, samplePod({ name: 'web' }), false);
  const second = browser.openPage().open(A);
  await browser.settle();
  expect(browser.server.connections).toBe(1);
  expect(second.state).toEqual(first.state);
  expect(second.seen).toEqual(['snapshot', 'added']);
});

test('more routes share a second connection', async () => {
  for (const route of ROUTES) browser.openPage().open(route);
  await browser.settle();
  expect(browser.server.connections).toBe(2);
});

describe('a route that joins or leaves', () => {
  test('is not noticed by the others', async () => {
    const [first, second] = [browser.openPage().open(A), browser.openPage().open(B)];
    await browser.settle();
    const other = browser.openPage();
    other.open(C);
    await browser.settle();
    browser.server.change(B, samplePod({ name: 'web' }), false);
    other.close(0);
    await browser.settle();
    expect([first.seen, second.seen]).toEqual([['snapshot'], ['snapshot', 'added']]);
    expect(browser.server.subjects).toBe(2);
  });

  test('is refused alone', async () => {
    browser.server.permit(C, false);
    const [, second, third] = [A, B, C].map((route) => browser.openPage().open(route));
    await browser.settle();
    expect(third?.seen).toEqual(['error 2']);
    expect(second?.state.link.kind).toBe('live');
    expect(browser.server.subjects).toBe(2);
    browser.server.permit(C, true);
    const again = browser.openPage().open(C);
    await browser.settle();
    expect(again.state.link.kind).toBe('live');
  });
});

test('a refused route with a connection of its own leaves it to the next', async () => {
  browser.server.permit(A, false);
  const refused = browser.openPage().open(A);
  await browser.settle();
  expect(refused.seen).toEqual(['error 2']);
  expect(browser.server.connections).toBe(0);
  browser.openPage().open(B);
  await browser.settle();
  expect(browser.server.carried).toEqual([]);
});

test('a page that joins while the server is away asks it at once', async () => {
  const first = browser.openPage().open(A);
  await browser.settle();
  browser.server.drop();
  const second = browser.openPage().open(A);
  browser.deliver(1);
  expect(browser.server.connections).toBe(1);
  await browser.settle();
  expect([first.state.link.kind, second.state.link.kind]).toEqual(['live', 'live']);
});

test('a server that does not know the stream any more is asked anew by the pages', async () => {
  browser.openPage().open(A);
  const second = browser.openPage().open(B);
  browser.server.answer();
  browser.deliver(0);
  browser.deliver(1);
  browser.server.carry = () => Promise.resolve(false);
  await browser.settle();
  expect(second.seen).toEqual(['error 2']);
  expect(browser.server.connections).toBe(1);
});

describe('a page', () => {
  test('that crashes is forgotten after some silence', async () => {
    const page = browser.openPage();
    page.open(A);
    await browser.settle();
    page.isGone = true;
    for (let i = 0; i < 20; i += 1) browser.tick();
    expect(browser.server.connections).toBe(1);
    browser.tick();
    expect(browser.server.connections).toBe(0);
    expect(browser.timers).toBe(0);
  });

  test('that was frozen gets the pods anew', async () => {
    const page = browser.openPage();
    const stream = page.open(A);
    await browser.settle();
    page.isGone = true;
    for (let i = 0; i < 21; i += 1) browser.tick();
    browser.server.change(A, samplePod({ name: 'web' }), false);
    page.isGone = false;
    browser.tick();
    await browser.settle();
    expect(stream.state.pods?.size).toBe(1);
    expect(stream.state.link.kind).toBe('live');
  });

  test('that lives keeps its streams', async () => {
    const stream = browser.openPage().open(A);
    for (let i = 0; i < 10; i += 1) {
      browser.tick();
      await browser.settle();
    }
    expect(stream.seen).toEqual(['snapshot']);
  });

  test('whose worker falls silent does without it within 6 s', async () => {
    const page = browser.openPage();
    const stream = page.open(A);
    await browser.settle();
    for (let i = 0; i < 2; i += 1) page.tick();
    expect(stream.seen).toEqual(['snapshot']);
    page.tick();
    expect(3 * HELD_MS).toBe(6_000);
    expect(stream.seen).toEqual(['snapshot', 'error 2']);
  });

  test('whose worker does not start does without it', async () => {
    const page = browser.openPage();
    const stream = page.open(A);
    for (let i = 0; i < 14; i += 1) page.tick();
    expect(stream.seen).toEqual([]);
    page.tick();
    expect(stream.seen).toEqual(['error 2']);
    page.open(A);
    expect(page.alone).toEqual([A]);
    page.toWorker.length = 0;
    page.tick();
    expect(page.toWorker).toEqual([]);
  });

  test('whose worker fails to start does without it', () => {
    const page = browser.openPage();
    const stream = page.open(A);
    page.api.fail();
    expect(stream.source.readyState).toBe(2);
    page.open(B);
    expect(page.alone).toEqual([B]);
  });
});
