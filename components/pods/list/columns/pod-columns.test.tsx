// @vitest-environment happy-dom
import { render, screen, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { InEnglish } from '#components/testing/dom.tsx';
import { useShellTools } from '../../access/use-shell-tools.ts';
import { podsCatalog } from '../../catalog.ts';
import { samplePod } from '../../testing/sample-pods.ts';
import { PodRow } from '../pod-row.tsx';
import { type ColumnChoice, optionalColumns, type ShownColumns, shownColumns } from './column-choice.ts';
import { ColumnHeader } from './column-header.tsx';
import { podColumns } from './pod-columns.tsx';
import { DEFAULT_SORT, sortColumns } from './pod-sort.ts';

vi.mock('next/navigation', () => import('#components/testing/navigation.ts'));

const noTools = { context: undefined, contextName: '', where: (namespace: string) => namespace };
const pod = samplePod({ restarts: 3, labels: { app: 'web', tier: 'front' } });

function Row({ columns }: { columns: ShownColumns }) {
  return (
    <PodRow
      pod={pod}
      index={0}
      tools={useShellTools(undefined).tools}
      columns={columns}
      gone={false}
      isStop={false}
      isLoading={false}
      isCompact={false}
      obstacle={undefined}
      isOpen={false}
    />
  );
}

function renderTable(choice: ColumnChoice, onSort = vi.fn()) {
  const columns = shownColumns(choice, false);
  render(
    <table>
      <thead>
        <tr>
          {columns.map((shown) => (
            <ColumnHeader key={shown.column.id} shown={shown} sort={DEFAULT_SORT} onSort={onSort} />
          ))}
        </tr>
      </thead>
      <tbody>
        <Row columns={columns} />
      </tbody>
    </table>,
    { wrapper: InEnglish },
  );
  const headers = screen.getAllByRole('columnheader').map((header) => header.textContent);
  const cells = screen.getAllByRole('cell').map((cell) => cell.textContent);
  return { headers, cells: new Map(cells.map((cell, index) => [headers[index], cell])), count: cells.length };
}

test.each([
  ['the usual columns', undefined],
  ['no optional column', []],
  ['every column', optionalColumns],
] as const)('each header has its cell below it: %s', (_what, choice) => {
  const { headers, cells, count } = renderTable(choice);
  expect(count).toBe(headers.length);
  expect(cells.get('Name')).toBe(pod.name);
  expect(cells.get('Status')).toContain(pod.status);
  expect(cells.get('Shell')).toContain('Shell');
  if (choice !== undefined && choice.length === 0) return;
  expect(cells.get('Namespace')).toBe(pod.namespace);
  expect(cells.get('Containers')).toContain('1/1');
  expect(cells.get('Restarts')).toContain('3');
  expect(cells.get('Node')).toBe(pod.node);
  if (choice === undefined) return;
  expect(cells.get('Pod IP')).toBe(pod.ip);
  expect(cells.get('Labels')).toBe('app=web, tier=front');
});

test('only sortable columns have a sort button', () => {
  const onSort = vi.fn();
  renderTable(optionalColumns, onSort);
  const headers = screen.getAllByRole('columnheader');
  for (const button of headers.flatMap((header) => within(header).queryAllByRole('button'))) button.click();
  expect(onSort.mock.calls.map(([column]) => column)).toEqual(sortColumns);
});

test('the keyboard is told why a pod is not well', () => {
  const row = {
    tools: { ...noTools, messages: podsCatalog.en },
    obstacle: undefined,
    isStop: false,
    isLoading: false,
    isOpen: false,
    isCompact: true,
    now: 0,
  };
  const statusMessage = '0/3 nodes are available';
  const { rerender } = render(podColumns[0].cell(samplePod({ statusMessage }), row));
  expect(screen.getByRole('link').dataset.tooltip).toBe(statusMessage);
  rerender(podColumns[0].cell(samplePod(), row));
  expect(screen.getByRole('link').dataset.tooltip).toBeUndefined();
});

test('ids and names of columns are unique', () => {
  expect(new Set(podColumns.map(({ id }) => id)).size).toBe(podColumns.length);
  const names = podColumns.map(({ header }) => header(podsCatalog.en));
  expect(new Set(names).size).toBe(podColumns.length);
});
