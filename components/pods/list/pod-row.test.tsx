// @vitest-environment happy-dom
import { act, render } from '@testing-library/react';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { InEnglish } from '#components/testing/dom.tsx';
import { podsCatalog } from '../catalog.ts';
import { ClockProvider } from '../clock/clock.tsx';
import { sampleContainer, samplePod } from '../testing/sample-pods.ts';
import { optionalColumns, shownColumns } from './columns/column-choice.ts';
import { PodRow, type PodRowProps } from './pod-row.tsx';

const NOW = Date.parse('2026-01-01T10:00:00Z');
const WORDS = podsCatalog.en;

const pods = [
  samplePod({ name: 'web' }),
  samplePod({ name: 'api', namespace: 'team-b', node: '', ip: '' }),
  samplePod({ name: 'crash', status: 'CrashLoopBackOff', statusMessage: 'back-off', readyContainers: 0 }),
  samplePod({ name: 'wait', status: 'Pending', containers: [], totalContainers: 0, labels: { app: 'web' } }),
  samplePod({ name: 'again', restarts: 3, lastRestartAt: '2026-01-01T09:59:00Z' }),
  samplePod({ name: 'old', restarts: 1, lastRestartAt: '2026-01-01T01:00:00Z', labels: { a: '1', b: '2' } }),
  samplePod({ name: 'stopped', containers: [sampleContainer({ state: 'terminated', exitCode: 1 })] }),
];
const rows = fc.record<PodRowProps>({
  pod: fc.constantFrom(...pods),
  index: fc.nat(99),
  columns: fc.constantFrom(shownColumns(undefined, false), shownColumns(optionalColumns, true)),
  tools: fc.constantFrom(
    ...['', 'prod'].map((contextName) => ({
      context: contextName || undefined,
      contextName,
      where: (namespace: string) => `${namespace} in ${contextName}`,
      messages: WORDS,
    })),
  ),
  obstacle: fc.constantFrom(undefined, 'No.'),
  gone: fc.boolean(),
  isStop: fc.boolean(),
  isLoading: fc.boolean(),
  isOpen: fc.boolean(),
  isCompact: fc.boolean(),
});

function table(row: PodRowProps, key = 'row') {
  return (
    <ClockProvider renderedAt={NOW}>
      <table>
        <tbody>
          <PodRow key={key} {...row} />
        </tbody>
      </table>
    </ClockProvider>
  );
}

const rowIn = ({ container }: { container: HTMLElement }) => container.querySelector('tr') as HTMLElement;

test('a row that has shown another pod is as if it had been made for its pod', () => {
  vi.useFakeTimers({ now: NOW });
  fc.assert(
    fc.property(rows, fc.array(rows, { minLength: 1, maxLength: 4 }), (first, others) => {
      const reused = render(table(first), { wrapper: InEnglish });
      const element = rowIn(reused);
      for (const row of others) {
        reused.rerender(table(row));
        const fresh = render(table(row), { wrapper: InEnglish });
        expect(rowIn(reused)).toBe(element);
        expect(element.isEqualNode(rowIn(fresh)), `${element.outerHTML}\n${rowIn(fresh).outerHTML}`).toBe(
          true,
        );
        fresh.unmount();
      }
      reused.unmount();
    }),
    { numRuns: 25 },
  );
});

test('a row keeps its links for every pod: after new ones Chromium paints one more frame, for which a key waits', () => {
  vi.useFakeTimers({ now: NOW });
  const columns = shownColumns(undefined, false);
  fc.assert(
    fc.property(rows, rows, (first, second) => {
      const shown = render(table({ ...first, columns }), { wrapper: InEnglish });
      const links = [...rowIn(shown).querySelectorAll('a')];
      shown.rerender(table({ ...second, columns }));
      const kept = [...rowIn(shown).querySelectorAll('a')].map((link) => links.indexOf(link));
      expect(kept).toEqual([0, 1]);
      shown.unmount();
    }),
    { numRuns: 30 },
  );
});

test('ages go on, also those of a pod that came later, until the restart is not recent any more', () => {
  vi.useFakeTimers({ now: NOW });
  const [row] = fc.sample(rows, 1);
  if (row === undefined) throw new Error('no row');
  const columns = shownColumns(undefined, false);
  const shown = render(table({ ...row, columns, pod: pods[0] ?? row.pod }), { wrapper: InEnglish });
  shown.rerender(table({ ...row, columns, pod: pods[4] ?? row.pod }));
  const restarted = () => [...rowIn(shown).querySelectorAll('time')].map((one) => one.textContent);
  const recent = () => rowIn(shown).querySelectorAll('.text-warn-text.font-medium').length;
  expect(restarted()).toEqual([WORDS.restartedAgo('60s'), '10h']);
  act(() => vi.advanceTimersByTime(5000));
  expect(restarted()).toEqual([WORDS.restartedAgo('65s'), '10h']);
  expect(recent()).toBe(1);
  act(() => vi.advanceTimersByTime(3600_000));
  expect(restarted()).toEqual([WORDS.restartedAgo('61m'), '11h']);
  expect(recent()).toBe(0);
});
