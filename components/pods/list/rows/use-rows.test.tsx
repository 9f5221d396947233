// @vitest-environment happy-dom
import { act, render } from '@testing-library/react';
import { type ReactNode, useState } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import '#components/testing/dom.tsx';
import type { Pod } from '#protocol/api.ts';
import { samplePod } from '../../testing/sample-pods.ts';
import { evenLayout } from './row-layout.ts';
import { PAUSE_MS, useRows } from './use-rows.ts';

const podsOf = (names: string) => [...names].map((name) => samplePod({ name, uid: name }));

/** Two rows are in sight, and two more exist below them. */
const SIGHT = 2;
const EXTRA = 2;

const painted: string[] = [];
let show: (list: { view: string; names: string }) => void = () => {};
const NONE_PINNED: ReadonlySet<string> = new Set();

function List(): ReactNode {
  const [{ view, names }, set] = useState({ view: 'first', names: 'abcdef' });
  show = set;
  const pods: readonly Pod[] = podsOf(names);
  const sightTo = Math.min(SIGHT, pods.length);
  const to = Math.min(SIGHT + EXTRA, pods.length);
  const window = { layout: evenLayout(pods.length, 40), padTop: 0, from: 0, sightTo, to, first: 0 };
  const rows = useRows(view, window, pods, NONE_PINNED);
  painted.push(rows.map(({ key, pod, index }) => `${pod.name}${key}${index}`).join(' '));
  return null;
}

beforeEach(() => {
  vi.useFakeTimers();
});

function rendered(view: string, names: string): readonly string[] {
  painted.length = 0;
  act(() => show({ view, names }));
  act(() => vi.runAllTimers());
  return painted;
}

test('another view shows first what is in sight, above old rows, then the rest, all in the same elements', () => {
  render(<List />);
  expect(painted.at(-1)).toBe('a00 b11 c22 d33');
  expect(rendered('second', 'wxyzv')).toEqual(['w00 x11 c22 d33', 'w00 x11 y22 z33']);
});

test('while the user types, the rows below wait', () => {
  render(<List />);
  painted.length = 0;
  for (const [view, names] of [
    ['second', 'wxyzv'],
    ['third', 'abcde'],
  ] as const) {
    act(() => show({ view, names }));
    act(() => vi.advanceTimersByTime(PAUSE_MS - 1));
  }
  expect(painted).toEqual(['w00 x11 c22 d33', 'a00 b11 c22 d33']);
  act(() => vi.runAllTimers());
  expect(painted.at(-1)).toBe('a00 b11 c22 d33');
  expect(painted).toHaveLength(3);
});

test('no old row is shown below the end of the list, or twice', () => {
  render(<List />);
  expect(rendered('second', 'wx')[0]).toBe('w00 x11');
  expect(rendered('third', 'abc').at(-1)).toMatch(/^a00 b11 c\d2$/);
  expect(rendered('fourth', 'caxy')[0]).toMatch(/^c00 a11$/);
});

test('in the same view all rows follow at once', () => {
  render(<List />);
  expect(rendered('first', 'abxc')).toEqual(['a00 b11 x32 c23']);
});
