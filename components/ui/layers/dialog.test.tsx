// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/react';
import { StrictMode, useState } from 'react';
import { expect, test, vi } from 'vitest';
import { renderPage } from '#components/testing/dom.tsx';
import { Dialog } from './dialog.tsx';

function Asking({ onClosed }: { onClosed: () => void }) {
  const [asks, setAsks] = useState(true);
  if (!asks) return null;
  const close = () => setAsks(false);
  return (
    <Dialog title="Question" description="Why" onClose={close} onClosed={onClosed}>
      <button type="button" onClick={close}>
        Cancel
      </button>
    </Dialog>
  );
}

function ask(around: (page: React.ReactNode) => React.ReactNode = (page) => page) {
  const onClosed = vi.fn();
  renderPage(around(<Asking onClosed={onClosed} />));
  return { onClosed, dialog: screen.getByRole('dialog', { name: 'Question' }) };
}

test('the caller sets the focus as soon as Escape was pressed', () => {
  const { onClosed, dialog } = ask();
  expect(onClosed).not.toHaveBeenCalled();
  // No timer may run before the next key.
  fireEvent.keyDown(dialog, { key: 'Escape' });
  expect(onClosed).toHaveBeenCalledOnce();
});

test('the caller sets the focus as soon as a button closed it', () => {
  const { onClosed } = ask();
  fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(onClosed).toHaveBeenCalledOnce();
});

test('in strict mode an open dialog keeps the focus', () => {
  const { onClosed } = ask((page) => <StrictMode>{page}</StrictMode>);
  expect(onClosed).not.toHaveBeenCalled();
});
