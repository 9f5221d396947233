// @vitest-environment happy-dom
import { renderHook } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { CommandMarks, MarksView } from '../../screen/marks/command-marks.ts';
import { useMarksView } from './use-marks-view.ts';

const VIEW = { rows: [], sticky: { id: 1, row: -3, text: 'make' } } as unknown as MarksView;

/** A screen of 10 rows of this height. */
function show(rowHeight: number): MarksView {
  const pane = document.createElement('div');
  pane.innerHTML = '<div class="xterm-screen"></div><div></div>';
  const [screen, layer] = pane.children as unknown as [HTMLElement, HTMLElement];
  screen.getBoundingClientRect = () => new DOMRect(0, 0, 100, 10 * rowHeight);
  const marks = { view: () => VIEW, screenRows: 10, subscribe: () => () => {} } as unknown as CommandMarks;
  return renderHook(() => useMarksView(marks, { current: layer })).result.current;
}

test.each([
  ['sticks where it hides a row or two', 20, 'make'],
  ['does not stick where it would hide three', 9, undefined],
])('a command %s', (_, rowHeight, expected) => {
  expect(show(rowHeight).sticky?.text).toBe(expected);
});
