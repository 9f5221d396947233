// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { renderPage } from '#components/testing/dom.tsx';
import { logsCatalog } from '../catalog.ts';
import { columnsOf } from '../lines/json-columns.ts';
import { LogLine } from '../lines/log-line.ts';
import { LogRow, type LogRowProps } from './log-row.tsx';

const TIME = { second: 1_795_000_000_000, nanos: 5 };

function show(text: string, change: Partial<LogRowProps> = {}) {
  const line = new LogLine(1, { pod: 'web-0', container: 'web' }, { time: TIME, text }, TIME);
  const { container } = renderPage(
    <LogRow
      line={line}
      index={0}
      start={40}
      wrap={false}
      times="off"
      messages={logsCatalog.en}
      now={0}
      isCurrent={false}
      isFound={false}
      label={undefined}
      columns={undefined}
      cut={undefined}
      measure={undefined}
      {...change}
    />,
  );
  return container.querySelector<HTMLElement>('[data-line]');
}

test('a JSON line has a cell for each column, and any other line is whole', () => {
  const columns = columnsOf(['level', 'msg'], [{ plain: '{"level":"info","msg":"ready"}' }]);
  const row = show('{"msg":"lost \\u202e it","level":"error"}', { columns });
  expect([...(row?.children ?? [])].map(({ textContent }) => textContent)).toEqual([
    'Error: ',
    'error',
    'lost <U+202E> it',
  ]);
  expect(screen.getByText('error').style.width).toBe('5ch');
  expect(show('plain text', { columns })?.textContent).toBe('plain text');
});

test('while lines fly by, only what is in sight is drawn', () => {
  expect(show('x'.repeat(1000), { cut: 300 })?.textContent).toHaveLength(300);
  expect(show('y'.repeat(1000))?.textContent).toHaveLength(1000);
});

test('of several containers, each line has a name and its own color', () => {
  const row = show('hello', { label: { text: 'abc', title: 'web-abc/web', index: 1 } });
  expect(row?.textContent).toBe('abchello');
  expect(screen.getByTitle('web-abc/web').className).toContain('text-violet-text');
});

test('a control character is shown, a color is not', () => {
  expect(show('\u001b[31mno\u001b[0m \u0007')?.textContent).toBe('no ␇');
});
