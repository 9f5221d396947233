// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { LANGUAGES, type Language } from '#components/language/language.ts';
import { renderPage } from '#components/testing/dom.tsx';
import type { ConnectionState } from '../../connection/connection-state.ts';
import { READY } from '../../testing/ready-state.ts';
import { terminalCatalog } from '../../words/catalog.ts';
import { ShellDialog } from './shell-dialog.tsx';

const EXITED: ConnectionState = { kind: 'exited', exitCode: 0, reason: '' };

function open(language: Language = 'en', isBusy = false, state: ConnectionState = READY) {
  const [onChoose, onCancel] = [vi.fn<(shell: string) => void>(), vi.fn<() => void>()];
  const page = renderPage(
    <ShellDialog view={{ state, isBusy }} onChoose={onChoose} onCancel={onCancel} onClosed={() => {}} />,
    language,
  );
  const words = terminalCatalog[language].otherShell;
  const dialog = within(screen.getByRole('dialog', { name: words.title }));
  return { ...page, onChoose, onCancel, words, dialog };
}

test.each(LANGUAGES)('opens what is typed, or the default, in %s', async (language) => {
  const { user, dialog, words, onChoose } = open(language);
  expect(document.activeElement).toBe(dialog.getByLabelText(words.field));
  await user.keyboard(' /bin/zsh {Enter}');
  expect(onChoose).toHaveBeenLastCalledWith('/bin/zsh');
  await user.click(dialog.getByRole('button', { name: words.standard }));
  expect(onChoose).toHaveBeenLastCalledWith('');
  expect(onChoose).toHaveBeenCalledTimes(2);
});

test.each(LANGUAGES)('warns of a running program, also on its buttons, in %s', async (language) => {
  const { user, dialog, words, onChoose } = open(language, true);
  expect(dialog.getByRole('alert').textContent).toBe(words.busy);
  await user.keyboard('sh');
  await user.click(dialog.getByRole('button', { name: words.ending.open }));
  expect(onChoose).toHaveBeenLastCalledWith('sh');
  await user.click(dialog.getByRole('button', { name: words.ending.standard }));
  expect(onChoose).toHaveBeenLastCalledWith('');
});

test('says whether a shell is replaced', () => {
  const { dialog, words, unmount } = open();
  dialog.getByText(words.replaces);
  expect(dialog.queryByRole('alert')).toBeNull();
  unmount();
  open('en', false, EXITED).dialog.getByText(words.opensHere);
});

test('Escape and an empty field choose nothing', async () => {
  const { user, onChoose, onCancel } = open();
  await user.keyboard('  {Enter}');
  await user.keyboard('{Escape}');
  expect(onChoose).not.toHaveBeenCalled();
  expect(onCancel).toHaveBeenCalledOnce();
});
