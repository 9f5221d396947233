// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import { createRef } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import { renderPage } from '#components/testing/dom.tsx';
import { ScrollRegion } from './scroll-region.tsx';

/** Heights of the content and of the region that shows it. */
let content = 0;
let shown = 0;
const observed = new Map<Element, () => void>();

beforeEach(() => {
  observed.clear();
  vi.stubGlobal(
    'ResizeObserver',
    class {
      readonly #say: () => void;
      constructor(say: () => void) {
        this.#say = say;
      }
      observe(element: Element) {
        observed.set(element, this.#say);
      }
      disconnect() {
        for (const [element, say] of observed) if (say === this.#say) observed.delete(element);
      }
    },
  );
  vi.spyOn(HTMLElement.prototype, 'scrollHeight', 'get').mockImplementation(() => content);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockImplementation(() => shown);
});

const region = () => screen.getByRole('region', { name: 'Text' });

function become(size: { content: number; shown: number }, of: Element) {
  ({ content, shown } = size);
  act(() => observed.get(of)?.());
}

test('it is a tab stop only while there is something to scroll', async () => {
  const { user } = renderPage(
    <ScrollRegion label="Text" className="">
      <p>long</p>
    </ScrollRegion>,
  );
  await user.tab();
  expect(document.activeElement).toBe(region());
  become({ content: 100, shown: 200 }, region());
  expect(document.activeElement).toBe(region());
  await user.tab();
  await user.tab();
  expect(document.activeElement).toBe(document.body);
  become({ content: 300, shown: 200 }, screen.getByText('long'));
  await user.tab();
  expect(document.activeElement).toBe(region());
});

test('content that comes later is measured, too', () => {
  const text = (...parts: string[]) => (
    <ScrollRegion label="Text" className="">
      {parts.map((part) => (
        <p key={part}>{part}</p>
      ))}
    </ScrollRegion>
  );
  const { rerender } = renderPage(text('one'));
  become({ content: 100, shown: 200 }, region());
  rerender(text('one', 'two'));
  become({ content: 300, shown: 200 }, screen.getByText('two'));
  expect(region().tabIndex).toBe(0);
});

test('what takes other keys is always a tab stop', () => {
  const ref = createRef<HTMLElement>();
  renderPage(
    <ScrollRegion ref={ref} label="Text" className="" takesKeys>
      <p>short</p>
    </ScrollRegion>,
  );
  expect(observed.size).toBe(0);
  expect(region().tabIndex).toBe(0);
  expect(ref.current).toBe(region());
});
