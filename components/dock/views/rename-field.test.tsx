// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { renderPage } from '#components/testing/dom.tsx';
import { RenameField } from './rename-field.tsx';

function open() {
  const onRename = vi.fn();
  const onClose = vi.fn();
  const { user } = renderPage(<RenameField tabId="one" name="web" onRename={onRename} onClose={onClose} />);
  return { user, onRename, onClose };
}

test.each([
  ['db{Enter}', ['db']],
  ['{Backspace}{Enter}', ['']],
  ['db{Escape}', []],
  // It would follow neither the program's title nor the pod any more.
  ['{Enter}', []],
])('%s', async (keys, names) => {
  const { user, onRename, onClose } = open();
  expect(document.activeElement).toBe(screen.getByRole('textbox'));
  await user.keyboard(keys);
  expect(onRename.mock.calls.flat()).toEqual(names);
  expect(onClose).toHaveBeenCalledTimes(1);
});
