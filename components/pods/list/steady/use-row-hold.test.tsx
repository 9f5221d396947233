// @vitest-environment happy-dom
import { act, render } from '@testing-library/react';
import { useRef } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import '#components/testing/dom.tsx';
import { REST_MS, useRowHold } from './use-row-hold.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

function Rows({ menuOf }: { menuOf?: string }) {
  const body = useRef<HTMLTableSectionElement>(null);
  const hold = useRowHold(body);
  return (
    <>
      <output>{hold.kind === 'row' ? hold.uid : hold.kind}</output>
      <table>
        <tbody ref={body}>
          {['a', 'b'].map((uid) => (
            <tr key={uid} data-uid={uid}>
              <td>
                <button type="button" id={uid} data-state={menuOf === uid ? 'open' : 'closed'} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div role="menu">
        <button type="button" id="item" />
      </div>
      <button type="button" id="elsewhere" />
    </>
  );
}

function open() {
  const { container, rerender } = render(<Rows />);
  const at = (id: string): HTMLElement => {
    const element = document.getElementById(id);
    if (element === null) throw new Error(`No element ${id}`);
    return element;
  };
  const rows = container.querySelector('tbody');
  return {
    held: () => container.querySelector('output')?.textContent,
    point: (type: string, id: string, fields: PointerEventInit = {}) =>
      act(() =>
        at(id).dispatchEvent(new PointerEvent(type, { bubbles: true, pointerType: 'mouse', ...fields })),
      ),
    leave: (pointerType = 'mouse') =>
      act(() => rows?.dispatchEvent(new PointerEvent('pointerleave', { pointerType }))),
    focus: (id: string) => act(() => at(id).focus()),
    blur: (id: string) => act(() => at(id).blur()),
    wait: (ms: number) => act(() => vi.advanceTimersByTime(ms)),
    openMenu: (uid: string) => rerender(<Rows menuOf={uid} />),
  };
}

test('a moving pointer holds all rows, a resting one its row, one that leaves none', () => {
  const page = open();
  expect(page.held()).toBe('none');
  page.point('pointermove', 'a');
  expect(page.held()).toBe('all');
  page.wait(REST_MS - 1);
  page.point('pointermove', 'b');
  page.wait(REST_MS - 1);
  expect(page.held()).toBe('all');
  page.wait(1);
  expect(page.held()).toBe('b');
  page.point('pointerover', 'a');
  expect(page.held()).toBe('a');
  page.point('wheel', 'a');
  expect(page.held()).toBe('all');
  page.leave();
  expect(page.held()).toBe('none');
});

test('a pressed button holds all rows for as long as it is down', () => {
  const page = open();
  page.point('pointerdown', 'a', { buttons: 1 });
  page.wait(REST_MS * 3);
  expect(page.held()).toBe('all');
  page.point('pointerup', 'a', { buttons: 0 });
  page.wait(REST_MS);
  expect(page.held()).toBe('a');
});

test('a finger holds all rows, also until after its click', () => {
  const page = open();
  page.point('pointerdown', 'a', { pointerType: 'touch', buttons: 1 });
  page.point('pointerup', 'a', { pointerType: 'touch', buttons: 0 });
  page.leave('touch');
  expect(page.held()).toBe('all');
  page.wait(REST_MS);
  expect(page.held()).toBe('none');
});

test('the row with the focus is held, and so is that of an open menu', () => {
  const page = open();
  page.focus('a');
  expect(page.held()).toBe('a');
  page.openMenu('b');
  page.focus('item');
  expect(page.held()).toBe('b');
  page.focus('elsewhere');
  expect(page.held()).toBe('none');
});
