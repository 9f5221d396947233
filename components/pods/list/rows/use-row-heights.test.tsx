// @vitest-environment happy-dom
import { act, render } from '@testing-library/react';
import { type ReactNode, useRef } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import '#components/testing/dom.tsx';
import { type RowHeights, useRowHeights } from './use-row-heights.ts';

/** How high each row is, by uid. */
const heights = new Map<string, number>();
let isNarrow = false;
let observers: FakeObserver[] = [];

/** Says a height once when it begins to observe, then when it has changed, as that of a browser does. */
class FakeObserver {
  readonly #seen = new Map<HTMLElement, number>();
  readonly #say: (entries: unknown) => void;
  constructor(say: (entries: unknown) => void) {
    this.#say = say;
    observers.push(this);
  }
  observe(row: HTMLElement) {
    this.#seen.set(row, 0);
  }
  unobserve(row: HTMLElement) {
    this.#seen.delete(row);
  }
  disconnect() {
    this.#seen.clear();
  }
  look() {
    const entries: unknown[] = [];
    for (const [row, before] of this.#seen) {
      const blockSize = heights.get(row.dataset.uid ?? '') ?? 0;
      if (blockSize === before) continue;
      this.#seen.set(row, blockSize);
      entries.push({ target: row, borderBoxSize: [{ blockSize }] });
    }
    if (entries.length > 0) act(() => this.#say(entries));
  }
}

beforeEach(() => {
  heights.clear();
  isNarrow = false;
  observers = [];
  vi.stubGlobal('ResizeObserver', FakeObserver);
  vi.stubGlobal('matchMedia', () => ({
    matches: isNarrow,
    addEventListener: () => {},
    removeEventListener: () => {},
  }));
});

let found: RowHeights | undefined;

function Table({ uids, rowPx }: { uids: string; rowPx: number }): ReactNode {
  const body = useRef<HTMLTableSectionElement>(null);
  found = useRowHeights(body, rowPx);
  return (
    <table>
      <tbody ref={body}>
        {[...uids].map((uid) => (
          <tr key={uid} data-uid={uid} />
        ))}
      </tbody>
    </table>
  );
}

/** The browser lays the page out. */
function frame() {
  for (const observer of observers) observer.look();
}

test('all rows are as high as the first one, which may be higher than expected', () => {
  heights.set('a', 53);
  render(<Table uids="ab" rowPx={40} />);
  expect(found).toMatchObject({ areCards: false, usual: 40 });
  frame();
  expect(found).toMatchObject({ usual: 53 });
});

test('rows that another density leaves as high as they are, as on a touch screen, keep that height', () => {
  heights.set('a', 53);
  const { rerender } = render(<Table uids="ab" rowPx={40} />);
  frame();
  rerender(<Table uids="ab" rowPx={32} />);
  frame();
  expect(found).toMatchObject({ usual: 53 });
});

test('cards are measured one by one, and a height is known for as long as the list is', () => {
  isNarrow = true;
  heights.set('a', 80).set('b', 120);
  const { rerender } = render(<Table uids="ab" rowPx={40} />);
  frame();
  expect(found?.areCards).toBe(true);
  expect([...(found?.cards ?? [])]).toEqual([
    ['a', 80],
    ['b', 120],
  ]);
  heights.set('c', 100);
  rerender(<Table uids="bc" rowPx={40} />);
  frame();
  heights.set('b', 140);
  frame();
  expect(Object.fromEntries(found?.cards ?? [])).toEqual({ a: 80, b: 140, c: 100 });
});
