import { describe, expect, test } from 'vitest';
import type { PodObject } from '../ports.ts';
import { recordedPods } from '../testing/recordings.ts';
import { humanDuration } from './duration.ts';
import { summarizePod } from './pod-reason.ts';
import { podTable } from './pod-table.ts';
import { toTable } from './table.ts';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

test.each([
  [-5, '<invalid>'],
  [-1, '0s'],
  [0, '0s'],
  [119.9, '119s'],
  [120, '2m'],
  [125, '2m5s'],
  [10 * MINUTE, '10m'],
  [179 * MINUTE, '179m'],
  [3 * HOUR, '3h'],
  [3 * HOUR + 61, '3h1m'],
  [8 * HOUR + 1, '8h'],
  [47 * HOUR, '47h'],
  [48 * HOUR, '2d'],
  [50 * HOUR, '2d2h'],
  [8 * DAY, '8d'],
  [700 * DAY, '700d'],
  [800 * DAY, '2y70d'],
  [730 * DAY, '2y'],
  [3000 * DAY, '8y'],
])('%d seconds are %s', (seconds, text) => {
  expect(humanDuration(seconds)).toBe(text);
});

/** A pod of one container `c` and init containers, in a given status. */
function pod(status: Record<string, unknown>, extra: { init?: object[]; deleted?: boolean } = {}): PodObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'p',
      ...(extra.deleted === true ? { deletionTimestamp: '2026-01-01T00:00:00Z' } : {}),
    },
    spec: {
      containers: [{ name: 'c', image: 'i' }],
      ...(extra.init === undefined ? {} : { initContainers: extra.init as PodObject['spec']['containers'] }),
    },
    status,
  };
}

const running = { name: 'c', ready: true, restartCount: 0, state: { running: {} } };
const init = [
  { name: 'a', image: 'i' },
  { name: 'b', image: 'i' },
];

describe('READY, STATUS and RESTARTS', () => {
  test('match what kubectl printed for the recorded pods', () => {
    const shown = recordedPods()
      .filter(({ metadata }) => metadata.namespace === 'team-a')
      .map((recorded) => podTable.cells(recorded, Date.parse('2026-11-22T07:14:29Z')).slice(0, 4));
    expect(shown).toEqual([
      ['busybox', '1/1', 'Running', '0'],
      ['crashloop', '0/1', 'CrashLoopBackOff', '8 (3m6s ago)'],
      ['debian', '1/1', 'Running', '0'],
      ['distroless', '1/1', 'Running', '0'],
      ['multi', '2/2', 'Running', '0'],
      ['pending', '0/1', 'Pending', '0'],
      ['victim', '1/1', 'Running', '0'],
    ]);
  });

  test.each([
    ['Running', '1/1', pod({ phase: 'Running', containerStatuses: [running] })],
    ['Terminating', '1/1', pod({ phase: 'Running', containerStatuses: [running] }, { deleted: true })],
    ['Evicted', '0/1', pod({ phase: 'Failed', reason: 'Evicted' })],
    [
      'Completed',
      '0/1',
      pod({
        phase: 'Succeeded',
        containerStatuses: [{ name: 'c', state: { terminated: { exitCode: 0, reason: 'Completed' } } }],
      }),
    ],
    [
      'ExitCode:3',
      '0/1',
      pod({ phase: 'Failed', containerStatuses: [{ name: 'c', state: { terminated: { exitCode: 3 } } }] }),
    ],
    [
      'Signal:9',
      '0/1',
      pod({
        phase: 'Failed',
        containerStatuses: [{ name: 'c', state: { terminated: { exitCode: 137, signal: 9 } } }],
      }),
    ],
    [
      'Init:1/2',
      '0/1',
      pod(
        {
          phase: 'Pending',
          initContainerStatuses: [
            { name: 'a', state: { terminated: { exitCode: 0 } } },
            { name: 'b', state: { running: {} } },
          ],
        },
        { init },
      ),
    ],
    [
      'Init:CrashLoopBackOff',
      '0/1',
      pod(
        {
          phase: 'Pending',
          initContainerStatuses: [{ name: 'a', state: { waiting: { reason: 'CrashLoopBackOff' } } }],
        },
        { init },
      ),
    ],
    [
      'Running',
      '2/2',
      pod(
        {
          phase: 'Running',
          initContainerStatuses: [{ name: 'a', started: true, ready: true, state: { running: {} } }],
          containerStatuses: [running],
        },
        { init: [{ name: 'a', image: 'i', restartPolicy: 'Always' }] },
      ),
    ],
  ])('%s %s', (reason, ready, given) => {
    const summary = summarizePod(given);
    expect([summary.reason, `${summary.ready}/${summary.total}`]).toEqual([reason, ready]);
  });
});

test('a table has a cell for each column and the metadata of each object', () => {
  const objects = recordedPods();
  const table = toTable({
    printer: podTable,
    objects,
    include: 'Metadata',
    now: Date.now(),
    metadata: { resourceVersion: '7' },
    withColumns: true,
  }) as { columnDefinitions: unknown[]; rows: { cells: unknown[]; object: { metadata: unknown } }[] };
  expect(table.rows).toHaveLength(objects.length);
  for (const [index, row] of table.rows.entries()) {
    expect(row.cells).toHaveLength(table.columnDefinitions.length);
    expect(row.object.metadata).toEqual(objects[index]?.metadata);
  }
});
