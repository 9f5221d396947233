// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { renderPage } from '#components/testing/dom.tsx';
import { useKeyRepeat } from './use-key-repeat.ts';

function Key({ press }: { press: () => void }) {
  return (
    <button type="button" {...useKeyRepeat(press)}>
      Left
    </button>
  );
}

const key = () => screen.getByRole('button', { name: 'Left' });
const hold = (ms: number) => act(() => vi.advanceTimersByTime(ms));

beforeEach(() => {
  vi.useFakeTimers();
});

test('a tap is one press', () => {
  const press = vi.fn();
  renderPage(<Key press={press} />);
  fireEvent.pointerDown(key());
  fireEvent.pointerUp(key());
  fireEvent.click(key(), { detail: 1 });
  hold(2000);
  expect(press).toHaveBeenCalledOnce();
});

test('a keyboard click is one press, also after a long press', () => {
  const press = vi.fn();
  renderPage(<Key press={press} />);
  fireEvent.pointerDown(key());
  hold(450);
  fireEvent.pointerUp(key());
  press.mockClear();
  fireEvent.click(key(), { detail: 0 });
  expect(press).toHaveBeenCalledOnce();
});

test.each(['pointerUp', 'pointerCancel', 'pointerLeave'] as const)('repeats while held, until %s', (end) => {
  const press = vi.fn();
  renderPage(<Key press={press} />);
  fireEvent.pointerDown(key());
  hold(1000);
  const held = press.mock.calls.length;
  expect(held).toBeGreaterThan(5);
  fireEvent[end](key());
  hold(1000);
  expect(press).toHaveBeenCalledTimes(held);
});

test('the click at the end of a long press is ignored', () => {
  const press = vi.fn();
  renderPage(<Key press={press} />);
  fireEvent.pointerDown(key());
  hold(450);
  fireEvent.pointerUp(key());
  const held = press.mock.calls.length;
  fireEvent.click(key(), { detail: 1 });
  expect(press).toHaveBeenCalledTimes(held);
});

test('calls the handler of the latest render while held', () => {
  const [before, after] = [vi.fn(), vi.fn()];
  const { rerender } = renderPage(<Key press={before} />);
  fireEvent.pointerDown(key());
  rerender(<Key press={after} />);
  hold(450);
  expect(before).not.toHaveBeenCalled();
  expect(after).toHaveBeenCalledOnce();
});

test('ignores other mouse buttons', () => {
  const press = vi.fn();
  renderPage(<Key press={press} />);
  fireEvent.pointerDown(key(), { button: 2 });
  hold(1000);
  expect(press).not.toHaveBeenCalled();
});

test('stops when the button unmounts', () => {
  const press = vi.fn();
  const { unmount } = renderPage(<Key press={press} />);
  fireEvent.pointerDown(key());
  unmount();
  vi.advanceTimersByTime(1000);
  expect(press).not.toHaveBeenCalled();
});

test("prevents the browser's menu", () => {
  renderPage(<Key press={() => {}} />);
  expect(fireEvent.contextMenu(key())).toBe(false);
});
