// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { LANGUAGES, type Language } from '#components/language/language.ts';
import { renderPage } from '#components/testing/dom.tsx';
import { parseSettings } from '../../screen/look/terminal-settings.ts';
import { questionPaste } from '../../screen/text/paste-check.ts';
import { terminalCatalog } from '../../words/catalog.ts';
import { PasteDialog } from './paste-dialog.tsx';

const PREVIEW = questionPaste('echo one\necho two', false) ?? expect.fail('not questioned');

function open(language: Language = 'en', preview = PREVIEW) {
  const onAnswer = vi.fn<(paste: boolean) => void>();
  const page = renderPage(
    <PasteDialog preview={preview} onAnswer={onAnswer} onClosed={() => {}} />,
    language,
  );
  return { ...page, onAnswer, messages: terminalCatalog[language].paste };
}

const warns = () => parseSettings(window.localStorage.getItem('podshell.terminal')).warnPaste;

test.each(LANGUAGES)('shows the number of lines and the lines in %s', (language) => {
  const { messages } = open(language);
  const dialog = screen.getByRole('dialog', { name: messages.title(2) });
  const text = within(dialog).getByRole('region', { name: messages.text });
  expect(text.textContent).toBe('echo one\necho two');
});

test('shows how many lines are left out', () => {
  const { messages } = open('en', { ...PREVIEW, lines: 30, hiddenLines: 28 });
  expect(screen.getByRole('region', { name: messages.text }).textContent).toContain(messages.more(28));
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

test("does not ask again after a paste with don't ask again", async () => {
  const { user, messages } = open();
  await user.click(screen.getByRole('checkbox', { name: messages.dontAsk }));
  await user.click(screen.getByRole('button', { name: messages.paste }));
  expect(warns()).toBe(false);
});

test('asks again after a cancelled paste', async () => {
  const { user, messages, onAnswer } = open();
  await user.click(screen.getByRole('checkbox', { name: messages.dontAsk }));
  await user.click(screen.getByRole('button', { name: messages.cancel }));
  expect(onAnswer).toHaveBeenCalledExactlyOnceWith(false);
  expect(warns()).toBe(true);
});
