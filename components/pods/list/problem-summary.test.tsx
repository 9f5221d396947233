// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { renderPage } from '#components/testing/dom.tsx';
import { samplePod } from '../testing/sample-pods.ts';
import { countProblems, ProblemSummary } from './problem-summary.tsx';

const pods = [
  samplePod({ name: 'fine' }),
  samplePod({ name: 'crash-1', status: 'CrashLoopBackOff' }),
  samplePod({ name: 'crash-2', status: 'OOMKilled' }),
  samplePod({ name: 'wait', status: 'Pending' }),
];

function show(filter: string, shown = pods) {
  const onFilter = vi.fn();
  const page = renderPage(
    <ProblemSummary counts={countProblems(shown)} filter={filter} onFilter={onFilter} />,
  );
  const names = screen.queryAllByRole('button').map((button) => button.textContent);
  return { ...page, onFilter, names };
}

test('counts each kind of problem, the most urgent first', async () => {
  const { names, user, onFilter } = show('web');
  expect(names).toEqual(['3 problems', '2 crashing', '1 pending']);
  await user.click(screen.getByRole('button', { name: '2 crashing' }));
  expect(onFilter).toHaveBeenCalledExactlyOnceWith('web is:crashing');
});

test('the pressed kind is released by another press', async () => {
  const { user, onFilter } = show('web is:pending');
  const pressed = screen.getByRole('button', { pressed: true });
  expect(pressed.textContent).toBe('1 pending');
  await user.click(pressed);
  expect(onFilter).toHaveBeenCalledExactlyOnceWith('web');
});

test('one kind needs no sum, and no problem no button', () => {
  expect(show('', pods.slice(0, 3)).names).toEqual(['2 crashing']);
  document.body.replaceChildren();
  expect(show('', pods.slice(0, 1)).names).toEqual([]);
  expect(document.body.textContent).toContain('No problems');
});
