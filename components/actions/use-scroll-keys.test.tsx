// @vitest-environment happy-dom
import { useRef } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import { renderPage } from '#components/testing/dom.tsx';
import { useScrollKeys } from './use-scroll-keys.ts';

/** A list of 2000 pixels, of which 500 are visible, and things elsewhere on the page that take the focus. */
function Page() {
  const list = useRef<HTMLDivElement>(null);
  useScrollKeys(list, 60);
  return (
    <>
      <input type="search" aria-label="field" />
      <select aria-label="choice" />
      <button type="button">elsewhere</button>
      <div role="menu">
        <button type="button">item</button>
      </div>
      <div data-podshell-terminal="">
        <textarea aria-label="terminal" />
      </div>
      <div ref={list} id="list">
        <button type="button">inside</button>
        <section data-scrolls tabIndex={-1} aria-label="text" />
      </div>
    </>
  );
}

let scrolledTo: ReturnType<typeof vi.fn>;

beforeEach(() => {
  scrolledTo = vi.fn();
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(500);
  vi.spyOn(HTMLElement.prototype, 'scrollHeight', 'get').mockReturnValue(2000);
  vi.spyOn(HTMLElement.prototype, 'scrollTop', 'get').mockReturnValue(1000);
  vi.spyOn(HTMLElement.prototype, 'scrollTo').mockImplementation(scrolledTo as never);
});

const press = async (name: string | undefined, keys: string) => {
  const { user } = renderPage(<Page />);
  const all = [...document.querySelectorAll<HTMLElement>('button, input, select, textarea, section')];
  all
    .find((one) => name !== undefined && [one.getAttribute('aria-label'), one.textContent].includes(name))
    ?.focus();
  await user.keyboard(keys);
  return scrolledTo.mock.calls.map(([to]) => (to as ScrollToOptions).top);
};

test.each(['elsewhere', 'inside', undefined])(
  'the keys scroll the list with the focus on %s',
  async (name) => {
    expect(await press(name, '{PageDown}{PageUp}{Home}{End}')).toEqual([1400, 600, 0, 2000]);
  },
);

test('a letter measures nothing, which would lay the page out', async () => {
  const measured = vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(500);
  expect(await press('field', 'a')).toEqual([]);
  expect(measured).not.toHaveBeenCalled();
});

test('a text field keeps Home and End', async () => {
  expect(await press('field', '{PageDown}{PageUp}{Home}{End}')).toEqual([1400, 600]);
});

test.each(['choice', 'item', 'terminal', 'text'])('all keys belong to the %s', async (name) => {
  expect(await press(name, '{PageDown}{PageUp}{Home}{End}')).toEqual([]);
});

test('combinations with modifiers belong to the browser', async () => {
  expect(await press('elsewhere', '{Control>}{Home}{/Control}{Shift>}{End}{/Shift}')).toEqual([]);
});
