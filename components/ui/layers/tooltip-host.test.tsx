// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { renderPage } from '#components/testing/dom.tsx';
import { Button } from '../button.tsx';
import { focusTooltip, Tooltip } from './tooltip.tsx';
import { TooltipHost } from './tooltip-host.tsx';

beforeEach(() => {
  vi.useFakeTimers();
});

function open({ isMenuOpen = false } = {}) {
  return renderPage(
    <>
      <Tooltip text="First text">
        <button type="button">First</button>
      </Tooltip>
      <Tooltip text="Second text">
        <button type="button" aria-describedby="note">
          Second
        </button>
      </Tooltip>
      <Button size="icon" aria-label="Theme" aria-expanded={isMenuOpen} />
      <p id="note">Elsewhere</p>
      <TooltipHost />
    </>,
  );
}

const shown = () => screen.queryByRole('tooltip')?.textContent ?? null;
const button = (name: string) => screen.getByRole('button', { name });
const point = (element: Element, pointerType = 'mouse') => fireEvent.pointerOver(element, { pointerType });
const wait = (ms: number) => act(() => vi.advanceTimersByTime(ms));
const focus = (element: HTMLElement) => {
  const { matches } = element;
  // happy-dom does not know which way the focus came.
  vi.spyOn(element, 'matches').mockImplementation(
    (selector) => selector === ':focus-visible' || matches.call(element, selector),
  );
  act(() => element.focus());
};

test('shows the text when the pointer rests, not when it passes', () => {
  open();
  point(button('First'));
  wait(100);
  expect(shown()).toBeNull();
  wait(300);
  expect(shown()).toBe('First text');
});

test('switches to the next one without delay, and hides when the pointer leaves', () => {
  open();
  point(button('First'));
  wait(400);
  point(button('Second'));
  expect(shown()).toBe('Second text');
  point(screen.getByText('Elsewhere'));
  wait(300);
  expect(shown()).toBeNull();
});

test('stays while the pointer is on the tooltip', () => {
  open();
  point(button('First'));
  wait(400);
  point(screen.getByText('Elsewhere'));
  point(screen.getByRole('tooltip'));
  wait(1000);
  expect(shown()).toBe('First text');
});

test('shows the name of a button that is only an icon, which is no description of it', () => {
  open();
  focus(button('Theme'));
  expect(shown()).toBe('Theme');
  expect(button('Theme').getAttribute('aria-describedby')).toBeNull();
});

test('shows nothing beside an open menu', () => {
  open({ isMenuOpen: true });
  focus(button('Theme'));
  point(button('Theme'));
  wait(400);
  expect(shown()).toBeNull();
});

test('shows immediately on keyboard focus, and describes the focused element', () => {
  open();
  focus(button('First'));
  const tip = screen.getByRole('tooltip');
  expect(button('First').getAttribute('aria-describedby')).toBe(tip.id);
  act(() => button('First').blur());
  expect(shown()).toBeNull();
  expect(button('First').getAttribute('aria-describedby')).toBeNull();
});

test('shows the text of what had the keyboard before it', () => {
  const { rerender } = renderPage(
    <Tooltip text="First text">
      <button type="button">First</button>
    </Tooltip>,
  );
  focus(button('First'));
  rerender(
    <>
      <Tooltip text="First text">
        <button type="button">First</button>
      </Tooltip>
      <TooltipHost />
    </>,
  );
  expect(shown()).toBe('First text');
});

test('shows some texts on keyboard focus only', () => {
  renderPage(
    <>
      <button type="button" {...focusTooltip('For the keyboard', 'right')}>
        First
      </button>
      <TooltipHost />
    </>,
  );
  point(button('First'));
  wait(1000);
  expect(shown()).toBeNull();
  focus(button('First'));
  expect(shown()).toBe('For the keyboard');
});

test('adds to an existing description, and restores it', () => {
  open();
  focus(button('Second'));
  expect(button('Second').getAttribute('aria-describedby')).toBe(`note ${screen.getByRole('tooltip').id}`);
  fireEvent.keyDown(button('Second'), { key: 'Escape' });
  expect(shown()).toBeNull();
  expect(button('Second').getAttribute('aria-describedby')).toBe('note');
});

test.each(['pointerDown', 'scroll'] as const)('%s hides it', (event) => {
  open();
  focus(button('First'));
  fireEvent[event](document.body);
  expect(shown()).toBeNull();
});

test('a tap on a disabled button says why, until the next tap', () => {
  const { container } = renderPage(
    <>
      <Tooltip text="The pod is pending">
        <button type="button" aria-disabled="true">
          Shell
        </button>
      </Tooltip>
      <TooltipHost />
    </>,
  );
  const tap = (element: Element) => {
    point(element, 'touch');
    fireEvent.pointerDown(element, { pointerType: 'touch' });
    fireEvent.click(element);
  };
  tap(button('Shell'));
  expect(shown()).toBe('The pod is pending');
  tap(container);
  expect(shown()).toBeNull();
});

test('what was pressed before it says why', () => {
  const disabled = (
    <Tooltip text="The pod is pending">
      <button type="button" aria-disabled="true">
        Shell
      </button>
    </Tooltip>
  );
  const { rerender } = renderPage(disabled);
  rerender(
    <>
      {disabled}
      <TooltipHost pressed={button('Shell')} />
    </>,
  );
  expect(shown()).toBe('The pod is pending');
});

test('a tap on a button that works shows nothing', () => {
  open();
  fireEvent.click(button('First'));
  expect(shown()).toBeNull();
});

test('touch shows none', () => {
  open();
  point(button('First'), 'touch');
  wait(1000);
  expect(shown()).toBeNull();
});

test('follows the text of what it explains, and goes with it', async () => {
  open();
  point(button('First'));
  wait(400);
  await act(async () => button('First').setAttribute('data-tooltip', 'Of another pod'));
  expect(shown()).toBe('Of another pod');
  await act(async () => button('First').removeAttribute('data-tooltip'));
  expect(shown()).toBeNull();
  expect(button('First').getAttribute('aria-describedby')).toBeNull();
});

test('leaves no timer and no listener behind', () => {
  const { unmount } = open();
  const first = button('First');
  point(first);
  unmount();
  expect(vi.getTimerCount()).toBe(0);
  point(document.body);
  expect(vi.getTimerCount()).toBe(0);
});
