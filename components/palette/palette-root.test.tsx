// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
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
