import { beforeEach, expect, test } from 'vitest';
import type { DebugEvent } from '#protocol/debug.ts';
import { PodshellError } from '#protocol/problem.ts';
import type { CreatedDebug } from '../kubernetes/ports.ts';
import { localCaller } from '../testing/callers.ts';
import { PodDebug, type PodDebugOptions } from './pod-debug.ts';

const ADA = localCaller('ada', 'Ada');
const PLACE = { namespace: 'team-a', pod: 'web' };
const READY: DebugEvent = { type: 'ready', data: { container: 'debugger-x' } };

let asked: unknown[];
let created: CreatedDebug[];
let noted: unknown[];
beforeEach(() => {
  asked = [];
  created = [];
  noted = [];
});

function podDebug(options: Partial<PodDebugOptions> = {}) {
  return new PodDebug({
    clusters: {
      debugChoices: async (_caller, _place, images) => ({
        images,
        targets: [],
        replaceable: [],
        running: [],
        access: { allowed: true, detail: '' },
        copy: { allowed: true, detail: '' },
      }),
      async *startDebug(_caller, place, wish) {
        asked.push([place, wish]);
        yield READY;
      },
      async *startCopy(_caller, place, wish) {
        asked.push(['copy', place, wish]);
        yield READY;
      },
      debugCopies: async () => ({ items: [] }),
      deleteCopy: async (_caller, { namespace, pod }) => ({ context: 'main', namespace, pod }),
    },
    images: ['busybox:1', 'tools:2'],
    auditable: () => Promise.resolve(),
    onCreated: (one) => created.push(one),
    onDeleted: (one) => noted.push(['deleted', one]),
    reportFailure: (error) => noted.push(['failure', error]),
    reportRefusal: ({ code }) => noted.push(['refusal', code]),
    ...options,
  });
}

async function started(debug: PodDebug, request = {}) {
  const events: DebugEvent[] = [];
  for await (const event of debug.start(ADA, PLACE, request, new AbortController().signal))
    events.push(event);
  return events;
}

test('the first image and the general profile are the default', async () => {
  expect(await started(podDebug())).toEqual([READY]);
  expect(asked).toEqual([
    [
      { ...PLACE, context: undefined },
      { image: 'busybox:1', profile: 'general', target: undefined },
    ],
  ]);
});

test('another image of the list may be chosen, and no other', async () => {
  expect(await started(podDebug(), { image: 'tools:2' })).toEqual([READY]);
  expect(await started(podDebug(), { image: 'evil:1' })).toMatchObject([
    {
      type: 'failed',
      data: { code: 'debug-image-refused', detail: expect.stringContaining('busybox:1, tools:2') },
    },
  ]);
  expect(asked).toHaveLength(1);
});

test.each([
  [{ copy: true }, { image: 'busybox:1', replace: undefined, sameNode: false }],
  [
    { copy: true, replace: 'web', sameNode: true },
    { image: undefined, replace: 'web', sameNode: true },
  ],
  [
    { copy: true, replace: 'web', image: 'tools:2' },
    { image: 'tools:2', replace: 'web', sameNode: false },
  ],
])('%j is debugged in a copy', async (request, wish) => {
  expect(await started(podDebug(), request)).toEqual([READY]);
  expect(asked).toEqual([['copy', { ...PLACE, context: undefined }, { profile: 'general', ...wish }]]);
});

test('no image but those of the list gets into a copy, and none at all where there is no list', async () => {
  const refused = [{ data: { code: 'debug-image-refused' } }];
  expect(await started(podDebug(), { copy: true, replace: 'web', image: 'evil:1' })).toMatchObject(refused);
  expect(await started(podDebug({ images: [] }), { copy: true })).toMatchObject(refused);
  expect(asked).toEqual([]);
});

test('a deleted copy is told to auditors, and stays while they cannot be told', async () => {
  await podDebug().deleteCopy(ADA, PLACE);
  expect(noted).toEqual([['deleted', { context: 'main', ...PLACE }]]);
  const auditable = () => Promise.reject(new Error('disk full'));
  const refused = podDebug({ auditable }).deleteCopy(ADA, PLACE);
  await expect(refused).rejects.toMatchObject({ code: 'audit-unavailable' });
  expect(noted).toHaveLength(1);
});

test('without any image there is nothing to start', async () => {
  expect(await started(podDebug({ images: [] }))).toMatchObject([{ data: { code: 'debug-image-refused' } }]);
});

test('nothing is added while the audit log cannot be written', async () => {
  const auditable = () => Promise.reject(new Error('disk full'));
  expect(await started(podDebug({ auditable }))).toMatchObject([
    { type: 'failed', data: { code: 'audit-unavailable' } },
  ]);
  expect(asked).toEqual([]);
});

const unused = {
  debugChoices: () => Promise.reject(new Error('unused')),
  startCopy: () => {
    throw new Error('unused');
  },
  debugCopies: () => Promise.reject(new Error('unused')),
  deleteCopy: () => Promise.reject(new Error('unused')),
};

test('a refusal is the last event, and noted for auditors', async () => {
  const clusters = {
    ...unused,
    async *startDebug(): AsyncGenerator<DebugEvent> {
      yield* await Promise.reject<DebugEvent[]>(new PodshellError('forbidden', 'No.'));
    },
  };
  expect(await started(podDebug({ clusters }))).toEqual([
    { type: 'failed', data: { code: 'forbidden', detail: 'No.' } },
  ]);
  expect(noted).toEqual([['refusal', 'forbidden']]);
});

test('names that are none are refused before anything is asked', () => {
  const start = () => podDebug().start(ADA, { ...PLACE, pod: '../x' }, {}, new AbortController().signal);
  expect(start).toThrowError(expect.objectContaining({ code: 'bad-request' }));
  expect(() =>
    podDebug().start(ADA, PLACE, { target: 'No Name' }, new AbortController().signal),
  ).toThrowError(expect.objectContaining({ code: 'bad-request' }));
});

test('one user watches a few starts at once, and a start that has ended makes room', async () => {
  const debug = podDebug();
  const signals = Array.from({ length: 5 }, () => new AbortController());
  for (const { signal } of signals) debug.start(ADA, PLACE, {}, signal);
  expect(() => debug.start(ADA, PLACE, {}, new AbortController().signal)).toThrowError(
    expect.objectContaining({ code: 'too-many-requests' }),
  );
  signals[0]?.abort();
  expect(await started(debug)).toEqual([READY]);
  expect(await started(debug)).toEqual([READY]);
});
