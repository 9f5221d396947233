// @vitest-environment happy-dom
import { renderHook } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import '#components/testing/dom.tsx';
import { type Action, currentActions, subscribeToActions } from './actions.ts';
import { useActions } from './use-actions.ts';

const action = (fields: Partial<Action> = {}): Action => ({
  id: 'pods.filter',
  label: 'Filter',
  group: 'Pods',
  run: () => {},
  ...fields,
});

const use = (initialProps: readonly Action[]) => renderHook(useActions, { initialProps });

test('offers actions while the component is mounted', () => {
  const { unmount } = use([action()]);
  expect(currentActions().map(({ id }) => id)).toEqual(['pods.filter']);
  unmount();
  expect(currentActions()).toEqual([]);
});

test('runs the function of the latest render, without notifying subscribers', () => {
  const [before, after, heard] = [vi.fn(), vi.fn(), vi.fn()];
  const { rerender } = use([action({ run: before })]);
  const leave = subscribeToActions(heard);
  const [offered] = currentActions();
  rerender([action({ run: after })]);
  offered?.run?.();
  expect(before).not.toHaveBeenCalled();
  expect(after).toHaveBeenCalledOnce();
  expect(heard).not.toHaveBeenCalled();
  leave();
});

test('a new label applies immediately', () => {
  const { rerender } = use([action()]);
  rerender([action({ label: '筛选' })]);
  expect(currentActions().map(({ label }) => label)).toEqual(['筛选']);
});

test('a removed action does nothing', () => {
  const run = vi.fn();
  const { rerender } = use([action({ run })]);
  const [offered] = currentActions();
  rerender([]);
  offered?.run?.();
  expect(run).not.toHaveBeenCalled();
});
