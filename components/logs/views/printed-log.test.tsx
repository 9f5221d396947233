// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { podLogPlace } from '#components/addresses/log-place.ts';
import { renderPage } from '#components/testing/dom.tsx';
import { DEFAULT_VIEW, type LogView } from '../lines/log-address.ts';
import { LogPage } from './log-page.tsx';

const CONTAINERS = [{ name: 'web', kind: 'regular', state: 'running' }] as const;
const PLACE = podLogPlace({ context: 'dev', namespace: 'team-a', pod: 'web-0', container: 'web' });

/** Prints the page of a log with so many lines. @returns what stands above the lines, and the lines */
async function print(
  count: number,
  view: Partial<LogView> = {},
): Promise<readonly [string, readonly string[]]> {
  const line = (index: number) =>
    `2026-11-28T04:00:00.${String(index).padStart(9, '0')}Z \u001b[31mline ${index}\u001b[0m\n`;
  const log = Array.from({ length: count }, (_, index) => line(index)).join('');
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => new Response(log)),
  );
  renderPage(
    <LogPage
      place={PLACE}
      contextName="dev"
      containers={CONTAINERS}
      view={{ ...DEFAULT_VIEW, ...view }}
      switches={null}
    />,
  );
  await screen.findByText(new RegExp(`^(\\d+ of )?${count} lines$`));
  act(() => void window.dispatchEvent(new Event('beforeprint')));
  const [about, ...parts] = [...screen.getByRole('region', { name: 'Log' }).children].map(
    ({ textContent }) => textContent ?? '',
  );
  act(() => void window.dispatchEvent(new Event('afterprint')));
  expect(screen.queryByRole('region', { name: 'Log' })).toBeNull();
  return [about ?? '', parts.flatMap((part) => part.split('\n'))];
}

test('all lines that are loaded are on paper, as text', async () => {
  const [about, lines] = await print(450);
  expect(about).toBe('web · 450 lines · Last 500 lines');
  expect(lines).toEqual(
    Array.from({ length: 450 }, (_, index) => expect.stringMatching(new RegExp(`\\.000 line ${index}$`))),
  );
});

test('paper says what is not on it: earlier lines', async () => {
  const [about] = await print(500);
  expect(about).toBe(
    'web · 500 lines · Last 500 lines · Only loaded lines are printed; the log may have earlier ones',
  );
});

test('with a filter, the lines that pass are on paper, and how many there are', async () => {
  const [about, lines] = await print(20, { range: 'all', filter: '"line 1"' });
  expect(about).toBe('web · 11 of 20 lines · All lines · Filter lines: "line 1"');
  expect(lines).toHaveLength(11);
});
