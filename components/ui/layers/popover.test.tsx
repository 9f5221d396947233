// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { renderPage } from '#components/testing/dom.tsx';
import { Popover } from './popover.tsx';

function open() {
  const page = renderPage(
    <>
      <Popover label="Settings" trigger={<button type="button">Open</button>}>
        {(close) => (
          <>
            <input aria-label="Size" />
            <button type="button" onClick={close}>
              Done
            </button>
          </>
        )}
      </Popover>
      <button type="button">Elsewhere</button>
    </>,
  );
  return { ...page, trigger: screen.getByRole('button', { name: 'Open' }) };
}

test('opens as a named dialog with the focus inside', async () => {
  const { user, trigger } = open();
  await user.click(trigger);
  const dialog = await screen.findByRole('dialog', { name: 'Settings' });
  await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
});

test.each(['{Escape}', 'Done', 'Open'])('%s closes it and restores the focus', async (how) => {
  const { user, trigger } = open();
  await user.click(trigger);
  await screen.findByRole('dialog');
  if (how === '{Escape}') await user.keyboard(how);
  else await user.click(screen.getByRole('button', { name: how }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(document.activeElement).toBe(trigger);
  expect(trigger.getAttribute('aria-expanded')).toBe('false');
});

test('the key after Escape goes to the trigger', async () => {
  const { user, trigger } = open();
  await user.click(trigger);
  const dialog = await screen.findByRole('dialog');
  await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
  // No timer may run before the next key.
  fireEvent.keyDown(dialog, { key: 'Escape' });
  expect(document.activeElement).toBe(trigger);
});

test('a press elsewhere closes it and keeps the new focus', async () => {
  const { user, trigger } = open();
  await user.click(trigger);
  await screen.findByRole('dialog');
  const elsewhere = screen.getByRole('button', { name: 'Elsewhere' });
  await user.click(elsewhere);
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(document.activeElement).toBe(elsewhere);
});
