// @vitest-environment happy-dom
import { renderHook } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import '#components/testing/dom.tsx';
import { useKeptScroll } from './use-kept-scroll.ts';

let entry: string;
beforeEach(() => {
  entry = 'list';
  vi.stubGlobal('navigation', {
    get currentEntry() {
      return { key: entry };
    },
  });
  window.sessionStorage.clear();
});

/** A scrolling element with a row height of 10 that shows 5 rows. */
function open(rows: number) {
  const element = document.createElement('div');
  let count = rows;
  Object.defineProperty(element, 'clientHeight', { get: () => 50 });
  Object.defineProperty(element, 'scrollHeight', { get: () => count * 10 });
  const scroller = { current: element };
  const { rerender, unmount } = renderHook(({ shown }) => useKeptScroll(scroller, shown), {
    initialProps: { shown: rows },
  });
  return {
    element,
    scroll(top: number) {
      element.scrollTop = top;
      element.dispatchEvent(new Event('scroll'));
    },
    show(more: number) {
      count = more;
      rerender({ shown: more });
    },
    leave(next: string) {
      entry = next;
      unmount();
    },
  };
}

test('the position is there again when the user comes back', () => {
  const list = open(100);
  list.scroll(300);
  list.leave('pod');
  expect(open(100).element.scrollTop).toBe(0);
  entry = 'list';
  expect(open(100).element.scrollTop).toBe(300);
});

test('a list that is still loading goes there once it has enough rows', () => {
  const list = open(100);
  list.scroll(300);
  list.leave('pod');
  entry = 'list';
  const { element, show } = open(10);
  element.scrollTop = 50;
  show(100);
  expect(element.scrollTop).toBe(300);
});

test('a user who scrolls meanwhile is left where they are', () => {
  const list = open(100);
  list.scroll(300);
  list.leave('pod');
  entry = 'list';
  const { element, show } = open(10);
  window.dispatchEvent(new Event('wheel'));
  element.scrollTop = 20;
  show(100);
  expect(element.scrollTop).toBe(20);
});

test.each(['', 'x', '-1', '{}'])('a stored %j does no harm', (text) => {
  window.sessionStorage.setItem('podshell.scroll.list', text);
  expect(open(100).element.scrollTop).toBeLessThanOrEqual(0);
});

test('without storage the list starts at its top', () => {
  const refuse = () => {
    throw new DOMException('forbidden');
  };
  vi.spyOn(window, 'sessionStorage', 'get').mockImplementation(refuse);
  const list = open(100);
  list.scroll(300);
  list.leave('pod');
  entry = 'list';
  expect(open(100).element.scrollTop).toBe(0);
});
