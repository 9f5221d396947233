// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { copySelection } from './copied-selection.ts';

let selection = '';
let stop: () => void;
const written = vi.fn<(text: string) => Promise<void>>(async () => {});

beforeEach(() => {
  selection = '';
  written.mockClear();
  vi.stubGlobal('navigator', { clipboard: { writeText: written } });
  stop = copySelection({ getSelection: () => selection });
});
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
  document.getSelection()?.removeAllRanges();
});

function press(options: KeyboardEventInit): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...options });
  document.body.dispatchEvent(event);
  return event;
}

function copied(): { readonly text: string; readonly byBrowser: boolean } {
  const event = new ClipboardEvent('copy', {
    clipboardData: new DataTransfer(),
    bubbles: true,
    cancelable: true,
  });
  document.body.dispatchEvent(event);
  return { text: event.clipboardData?.getData('text/plain') ?? '', byBrowser: !event.defaultPrevented };
}

const CTRL_SHIFT_C = { key: 'C', code: 'KeyC', ctrlKey: true, shiftKey: true };

test('the browser copies the selection of the terminal, but first that of the page', () => {
  expect(copied()).toEqual({ text: '', byBrowser: true });
  selection = 'line 7';
  expect(copied()).toEqual({ text: 'line 7', byBrowser: false });
  document.body.textContent = 'of the page';
  document.getSelection()?.selectAllChildren(document.body);
  expect(copied()).toEqual({ text: '', byBrowser: true });
});

test('Ctrl+Shift+C copies it too, on any layout, and is the browser’s while nothing is selected', () => {
  expect(press(CTRL_SHIFT_C).defaultPrevented).toBe(false);
  selection = 'line 7';
  expect(press(CTRL_SHIFT_C).defaultPrevented).toBe(true);
  expect(press({ ...CTRL_SHIFT_C, key: 'С' }).defaultPrevented).toBe(true);
  expect(written.mock.calls).toEqual([['line 7'], ['line 7']]);
  for (const other of [{ shiftKey: false }, { altKey: true }, { key: 'X', code: 'KeyX' }])
    expect(press({ ...CTRL_SHIFT_C, ...other }).defaultPrevented).toBe(false);
  stop();
  press(CTRL_SHIFT_C);
  expect(written).toHaveBeenCalledTimes(2);
});
