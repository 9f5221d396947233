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

test('what another program has stored does no harm', () => {
  for (const text of ['{', '{}', '[["list"]]', '[["list","300"]]']) {
    window.sessionStorage.setItem('podshell.scroll', text);
    expect(open(100).element.scrollTop).toBe(0);
  }
});

test('at most 50 positions are kept, the newest', () => {
  for (let index = 0; index < 60; index += 1) {
    entry = `list-${index}`;
    const list = open(100);
    list.scroll(10 + index);
    list.leave('pod');
  }
  const stored = JSON.parse(window.sessionStorage.getItem('podshell.scroll') ?? '[]');
  expect(stored).toHaveLength(50);
  expect(stored.at(-1)).toEqual(['list-59', 69]);
});
