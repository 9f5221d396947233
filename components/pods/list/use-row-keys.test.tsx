// @vitest-environment happy-dom

import { act } from '@testing-library/react';
import { useRef } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import { renderPage } from '#components/testing/dom.tsx';
import type { Pod } from '#protocol/api.ts';
import { samplePod } from '../testing/sample-pods.ts';
import { evenLayout } from './rows/row-layout.ts';
import { type RowKeys, useRowKeys } from './use-row-keys.ts';

const onLeaveTop = vi.fn();
const opened = vi.fn();
let keys: RowKeys;

/** A list that renders `shown` rows from `from`, as a virtual list does. */
function List({ pods, from = 0, shown = 99 }: { pods: readonly Pod[]; from?: number; shown?: number }) {
  const scroller = useRef<HTMLDivElement>(null);
  const layout = evenLayout(pods.length, 40);
  const window = { layout, padTop: 0, from, sightTo: from + shown, to: from + shown, first: from };
  keys = useRowKeys(scroller, window, pods, onLeaveTop);
  return (
    <div ref={scroller}>
      <table {...keys.handlers}>
        <tbody>
          {pods.slice(from, from + shown).map((pod) => (
            <tr key={pod.uid} data-uid={pod.uid}>
              <td>
                <a href="#pod" tabIndex={pod.uid === keys.stop ? 0 : -1}>
                  {pod.name}
                </a>
                <button type="button" tabIndex={-1} onClick={() => opened(pod.name)}>
                  shell {pod.name}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const pods = ['a', 'b', 'c', 'd'].map((name) => samplePod({ name }));
const focus = () => document.activeElement?.textContent;

beforeEach(() => {
  onLeaveTop.mockReset();
  opened.mockReset();
});

test('arrows move from name to name and stop at the end', async () => {
  const { user } = renderPage(<List pods={pods} />);
  act(() => keys.enter());
  expect(focus()).toBe('a');
  await user.keyboard('{ArrowDown}{ArrowDown}');
  expect(focus()).toBe('c');
  await user.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}');
  expect(focus()).toBe('c');
  expect(document.querySelectorAll('a[tabindex="0"]')).toHaveLength(1);
  expect(document.querySelector('a[tabindex="0"]')?.textContent).toBe('c');
});

test('arrow up on the first row leaves the list, other keys and combinations do nothing', async () => {
  const { user } = renderPage(<List pods={pods} />);
  act(() => keys.enter());
  await user.keyboard('x{Control>}{ArrowDown}{/Control}');
  expect(focus()).toBe('a');
  expect(onLeaveTop).not.toHaveBeenCalled();
  await user.keyboard('{ArrowUp}');
  expect(onLeaveTop).toHaveBeenCalledOnce();
});

test('arrows to the sides move within the row', async () => {
  const { user } = renderPage(<List pods={pods} />);
  act(() => keys.enter());
  await user.keyboard('{ArrowRight}');
  expect(focus()).toBe('shell a');
  await user.keyboard('{ArrowRight}{ArrowDown}');
  expect(focus()).toBe('b');
  await user.keyboard('{ArrowRight}{ArrowLeft}{ArrowLeft}');
  expect(focus()).toBe('b');
});

test('from the page, a key leads to the row that had the focus last', async () => {
  const { user } = renderPage(<List pods={pods} />);
  await user.keyboard('{ArrowDown}');
  expect(focus()).toBe('a');
  act(() => keys.move(1));
  expect(focus()).toBe('b');
  act(() => (document.activeElement as HTMLElement).blur());
  act(() => keys.move(-1));
  expect(focus()).toBe('b');
});

test('a row outside the window gets the focus when it is rendered', () => {
  const { rerender } = renderPage(<List pods={pods} shown={2} />);
  act(() => keys.enter());
  act(() => keys.move(1));
  act(() => keys.move(1));
  expect(focus()).toBe('b');
  rerender(<List pods={pods} from={1} shown={3} />);
  expect(focus()).toBe('c');
});

test('when the filter takes the focused row, the row in its place gets the focus', () => {
  const { rerender } = renderPage(<List pods={pods} />);
  act(() => keys.enter());
  act(() => keys.move(1));
  rerender(<List pods={pods.filter(({ name }) => name !== 'b')} />);
  expect(focus()).toBe('c');
});

test('a row that was only scrolled away does not draw the focus back', () => {
  const { rerender } = renderPage(<List pods={pods} />);
  act(() => keys.enter());
  rerender(<List pods={pods} from={2} />);
  expect(document.activeElement).toBe(document.body);
});

test("the shell key presses the focused row's button, and nothing without one", () => {
  renderPage(<List pods={pods} />);
  keys.openShell();
  expect(opened).not.toHaveBeenCalled();
  act(() => keys.enter());
  keys.openShell();
  expect(opened).toHaveBeenCalledExactlyOnceWith('a');
});
