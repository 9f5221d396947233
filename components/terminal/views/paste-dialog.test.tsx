// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { LANGUAGES, type Language } from '#components/language/language.ts';
import { renderPage } from '#components/testing/dom.tsx';
import { parseSettings } from '../screen/terminal-settings.ts';
import { terminalCatalog } from '../words/catalog.ts';
import { PasteDialog } from './paste-dialog.tsx';

const PREVIEW = { lines: 30, head: ['echo one', 'echo two'] };

function open(language: Language = 'en', preview = PREVIEW) {
  const onAnswer = vi.fn<(paste: boolean) => void>();
  const page = renderPage(
    <PasteDialog preview={preview} onAnswer={onAnswer} onClosed={() => {}} />,
    language,
  );
  return { ...page, onAnswer, messages: terminalCatalog[language].paste };
}

const warns = () => parseSettings(window.localStorage.getItem('podshell.terminal')).warnPaste;

test.each(LANGUAGES)('says in %s how many lines there are and shows the first', (language) => {
  const { messages } = open(language);
  const dialog = screen.getByRole('dialog', { name: messages.title(30) });
  expect(dialog.textContent).toContain('echo one\necho two');
  expect(dialog.textContent).toContain(messages.more(28));
});

test('says nothing of more lines when it shows all', () => {
  const { messages } = open('en', { lines: 2, head: PREVIEW.head });
  expect(document.body.textContent).not.toContain(messages.more(0));
});

test('Enter pastes', async () => {
  const { user, onAnswer } = open();
  await user.keyboard('{Enter}');
  expect(onAnswer).toHaveBeenCalledExactlyOnceWith(true);
  expect(warns()).toBe(true);
});

test('Escape does not paste', async () => {
  const { user, onAnswer } = open();
  await user.keyboard('{Escape}');
  expect(onAnswer).toHaveBeenCalledExactlyOnceWith(false);
});

test('does not ask again when told so with a paste', async () => {
  const { user, messages } = open();
  await user.click(screen.getByRole('checkbox', { name: messages.dontAsk }));
  await user.click(screen.getByRole('button', { name: messages.paste }));
  expect(warns()).toBe(false);
});

test('goes on asking when the paste is cancelled', async () => {
  const { user, messages, onAnswer } = open();
  await user.click(screen.getByRole('checkbox', { name: messages.dontAsk }));
  await user.click(screen.getByRole('button', { name: messages.cancel }));
  expect(onAnswer).toHaveBeenCalledExactlyOnceWith(false);
  expect(warns()).toBe(true);
});
