// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest';
import { typedAhead } from '#components/keys/typed-ahead.ts';
import { keepFirstKeys } from './first-keys.ts';

afterEach(() => {
  typedAhead();
  document.body.replaceChildren();
});

function press(key: string): boolean {
  const target = document.activeElement ?? document.body;
  return target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
}

/** A pane with room for a screen, and a text field in it. */
function pane(): { element: Element; field: HTMLInputElement } {
  document.body.innerHTML = '<div class="pane-room"><p></p><input></div>';
  const [element, field] = [document.querySelector('p'), document.querySelector('input')];
  if (element === null || field === null) throw new Error('The pane is not there.');
  return { element, field };
}

test('a screen gets the focus and what was typed before it was there', () => {
  const screen = { focus: vi.fn() };
  const ready = keepFirstKeys(pane().element);
  for (const key of ['l', 's', 'Enter']) expect(press(key)).toBe(false);
  expect(ready(screen)).toBe('ls\r');
  expect(screen.focus).toHaveBeenCalledOnce();
});

test('a question that is asked in its pane before it is there keeps the focus and its keys', () => {
  const screen = { focus: vi.fn() };
  const { element, field } = pane();
  const ready = keepFirstKeys(element);
  press('l');
  field.focus();
  expect(press('I')).toBe(true);
  expect(ready(screen)).toBe('l');
  expect(screen.focus).not.toHaveBeenCalled();
  expect(document.activeElement).toBe(field);
});

test('a field elsewhere neither keeps the focus nor gets the keys', () => {
  const screen = { focus: vi.fn() };
  const { element } = pane();
  const elsewhere = document.body.appendChild(document.createElement('input'));
  elsewhere.focus();
  const ready = keepFirstKeys(element);
  expect(press('l')).toBe(false);
  expect(ready(screen)).toBe('l');
  expect(screen.focus).toHaveBeenCalledOnce();
});
