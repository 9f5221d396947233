// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { registerActions } from '#components/actions/actions.ts';
import { renderPage } from '#components/testing/dom.tsx';
import { openPalette } from './open-palette.ts';
import { PaletteRoot } from './palette-root.tsx';

vi.mock('next/navigation', () => import('#components/testing/navigation.ts'));

beforeEach(() => {
  vi.stubGlobal('fetch', async () => Response.json({ items: [] }));
});

test('the key after Escape goes where the focus was', async () => {
  renderPage(
    <>
      <textarea aria-label="terminal" />
      <PaletteRoot />
    </>,
  );
  const terminal = screen.getByRole('textbox', { name: 'terminal' });
  terminal.focus();
  act(() => openPalette('commands'));
  const field = await screen.findByRole('combobox');
  expect(document.activeElement).toBe(field);
  // No timer may run before the next key.
  fireEvent.keyDown(field, { key: 'Escape' });
  expect(document.activeElement).toBe(terminal);
});

test('keys typed while the palette’s code is loading are in its field', async () => {
  renderPage(<PaletteRoot />);
  fireEvent.keyDown(document.body, { key: 'k', ctrlKey: true });
  // "t d" is a shortcut of the page.
  for (const key of ['t', 'd', 'x', 'Backspace', '?']) fireEvent.keyDown(document.body, { key });
  const field = await screen.findByRole('combobox');
  expect(field).toHaveProperty('value', 'td?');
});

test('letters do nothing for a moment after a terminal has lost the focus', () => {
  const run = vi.fn();
  const leave = registerActions([{ id: 'x', label: 'X', group: 'Test', shortcut: 'x', run }]);
  renderPage(
    <>
      <div data-podshell-terminal="a">
        <textarea aria-label="terminal" />
      </div>
      <button type="button">Button</button>
      <PaletteRoot />
    </>,
  );
  screen.getByRole('textbox', { name: 'terminal' }).focus();
  const button = screen.getByRole('button', { name: 'Button' });
  button.focus();
  fireEvent.keyDown(button, { key: 'x' });
  expect(run).not.toHaveBeenCalled();
  leave();
});
