// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { registerActions } from '#components/actions/actions.ts';
import { PAGE_WANTED_EVENT } from '#components/addresses/open-in-dock.ts';
import { keepEarlyKeys } from '#components/keys/early-keys-script.ts';
import { keyPlace } from '#components/keys/key-place.ts';
import { typedAs } from '#components/keys/typed-key.ts';
import { renderPage } from '#components/testing/dom.tsx';
import { router } from '#components/testing/navigation.ts';
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

test('keys pressed before the page’s code ran open the palette and are in its field', async () => {
  keepEarlyKeys(keyPlace, typedAs, 10_000);
  fireEvent.keyDown(document.body, { key: 'k', ctrlKey: true });
  for (const key of ['t', 'd']) fireEvent.keyDown(document.body, { key });
  renderPage(<PaletteRoot />);
  fireEvent.keyDown(document.body, { key: 'x' });
  const field = await screen.findByRole('combobox');
  await waitFor(() => expect(field).toHaveProperty('value', 'tdx'));
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

test.each([
  ['p', '/pods'],
  ['s', '/sessions'],
])('“g %s” leads to %s, which is seen even where the dock covers the page', (key, href) => {
  router.push.mockClear();
  const onWanted = vi.fn();
  window.addEventListener(PAGE_WANTED_EVENT, onWanted, { once: true });
  renderPage(<PaletteRoot />);
  for (const pressed of ['g', key]) fireEvent.keyDown(document.body, { key: pressed });
  expect(router.push).toHaveBeenCalledExactlyOnceWith(href);
  expect(onWanted).toHaveBeenCalledOnce();
});
