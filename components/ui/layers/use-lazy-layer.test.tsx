// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { renderPage } from '#components/testing/dom.tsx';
import { useLayerClosing, useLazyLayer } from './use-lazy-layer.ts';

function Layered({ load }: { load: () => Promise<unknown> }) {
  const layer = useLazyLayer(load);
  return (
    <>
      <button type="button" {...layer.triggerProps}>
        Open
      </button>
      {layer.open && <p>{layer.layer?.byKeyboard ? 'opened by keyboard' : 'opened by pointer'}</p>}
      {layer.open && (
        <button type="button" onClick={() => layer.change(false)}>
          Close
        </button>
      )}
    </>
  );
}

const trigger = () => screen.getByRole('button', { name: 'Open' });
const isOpen = () => trigger().getAttribute('aria-expanded') === 'true';

test('loads the code when the button is hovered or focused, without opening', async () => {
  const load = vi.fn(() => Promise.resolve());
  const { user } = renderPage(<Layered load={load} />);
  expect(load).not.toHaveBeenCalled();
  await user.hover(trigger());
  expect(load).toHaveBeenCalledTimes(1);
  await user.tab();
  expect(document.activeElement).toBe(trigger());
  expect(load).toHaveBeenCalledTimes(2);
  expect(isOpen()).toBe(false);
});

test('opens when the code is loaded, and closes at the next press', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const { user } = renderPage(<Layered load={() => promise} />);
  await user.click(trigger());
  expect(isOpen()).toBe(false);
  await act(async () => resolve());
  expect(isOpen()).toBe(true);
  screen.getByText('opened by pointer');
  await user.click(trigger());
  expect(isOpen()).toBe(false);
});

test.each(['{Enter}', ' ', '{ArrowDown}'])('detects that the key %s opened it', async (key) => {
  const { user } = renderPage(<Layered load={() => Promise.resolve()} />);
  await user.tab();
  // user-event sets detail for the click of a key; in browsers it is 0.
  if (key === '{ArrowDown}') await user.keyboard(key);
  else await act(async () => fireEvent.click(trigger(), { detail: 0 }));
  await screen.findByText('opened by keyboard');
});

test('stays closed if the code cannot be loaded, and retries at the next press', async () => {
  const load = vi.fn<() => Promise<unknown>>(() => Promise.reject(new Error('away')));
  const { user } = renderPage(<Layered load={load} />);
  await user.click(trigger());
  expect(isOpen()).toBe(false);
  load.mockResolvedValue(undefined);
  await user.click(trigger());
  await screen.findByText('opened by pointer');
});

function Closing({ placeFocus }: { placeFocus?: () => boolean }) {
  const layer = useLazyLayer(() => Promise.resolve());
  const closing = useLayerClosing({ ...layer, onOpenChange: layer.change }, placeFocus);
  const outside = (event: { target: EventTarget }) => {
    const seen = {
      target: event.target,
      preventDefault: () => event.target.dispatchEvent(new Event('kept')),
    };
    closing.props.onInteractOutside(seen);
  };
  return (
    <>
      <button type="button" {...layer.triggerProps} onClick={outside}>
        Open
      </button>
      <button type="button" onClick={outside}>
        Elsewhere
      </button>
      <button type="button" onClick={closing.placeFocus}>
        Closed
      </button>
    </>
  );
}

const closed = () => fireEvent.click(screen.getByRole('button', { name: 'Closed' }));

test('restores the focus to its button when it closes', () => {
  renderPage(<Closing />);
  closed();
  expect(document.activeElement).toBe(trigger());
});

test('keeps the focus that a press outside has set, once', () => {
  renderPage(<Closing />);
  fireEvent.click(screen.getByRole('button', { name: 'Elsewhere' }));
  closed();
  expect(document.activeElement).not.toBe(trigger());
  closed();
  expect(document.activeElement).toBe(trigger());
});

test('does not close on a press on its own button, which toggles it', () => {
  renderPage(<Closing />);
  const kept = vi.fn();
  trigger().addEventListener('kept', kept);
  fireEvent.click(trigger());
  expect(kept).toHaveBeenCalledOnce();
  closed();
  expect(document.activeElement).toBe(trigger());
});

test('lets the caller set the focus instead', () => {
  renderPage(<Closing placeFocus={() => true} />);
  closed();
  expect(document.activeElement).not.toBe(trigger());
});
