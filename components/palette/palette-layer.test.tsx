// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { renderPage } from '#components/testing/dom.tsx';
import { paletteLayerCatalog } from './layer-catalog.ts';
import { PaletteLayer } from './palette-layer.tsx';

vi.mock('next/navigation', () => import('#components/testing/navigation.ts'));

const messages = paletteLayerCatalog.en;

beforeEach(() => {
  vi.stubGlobal('fetch', async () => Response.json({ items: [] }));
});

async function open(view: 'commands' | 'shortcuts') {
  const onClose = vi.fn();
  const page = await act(async () =>
    renderPage(<PaletteLayer view={view} platform="other" onClose={onClose} onClosed={vi.fn()} />),
  );
  return { ...page, onClose };
}

test('the palette is a dialog with the focus in its field', async () => {
  await open('commands');
  screen.getByRole('dialog', { name: messages.title });
  expect(document.activeElement).toBe(screen.getByRole('combobox'));
});

test('Escape closes it, unless it ends a composition', async () => {
  const { onClose } = await open('commands');
  const field = screen.getByRole('combobox');
  fireEvent.keyDown(field, { key: 'Escape', isComposing: true });
  expect(onClose).not.toHaveBeenCalled();
  fireEvent.keyDown(field, { key: 'Escape' });
  expect(onClose).toHaveBeenCalledOnce();
});

test('the list of shortcuts can be closed by its button', async () => {
  const { onClose, user } = await open('shortcuts');
  screen.getByRole('dialog', { name: messages.helpTitle });
  await user.click(screen.getByRole('button', { name: messages.close }));
  expect(onClose).toHaveBeenCalledOnce();
});
