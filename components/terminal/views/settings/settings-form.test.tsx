// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { LANGUAGES } from '#components/language/language.ts';
import { renderPage } from '#components/testing/dom.tsx';
import { CURSOR_STYLES, DEFAULT_SETTINGS, parseSettings } from '../../screen/look/terminal-settings.ts';
import { terminalCatalog } from '../../words/catalog.ts';
import { SettingsForm } from './settings-form.tsx';

const kept = () => parseSettings(window.localStorage.getItem('podshell.terminal'));

async function choose(user: UserEvent, setting: string, value: string): Promise<void> {
  await user.click(screen.getByRole('button', { name: new RegExp(`^${setting}: `) }));
  await user.click(await screen.findByRole('menuitemradio', { name: value }));
  await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
}

test.each(LANGUAGES)('every setting has a name in %s and shows its value', (language) => {
  const { settings, screenReader } = terminalCatalog[language];
  renderPage(<SettingsForm />, language);
  for (const name of [settings.theme, settings.font, settings.fontSize, settings.lineHeight])
    screen.getByRole('button', { name: new RegExp(`^${name}: .`) });
  screen.getByRole('switch', { name: settings.cursorBlink, checked: DEFAULT_SETTINGS.cursorBlink });
  screen.getByRole('switch', { name: screenReader, checked: DEFAULT_SETTINGS.screenReader });
});

test('a choice applies immediately and is stored, also by keyboard', async () => {
  const { settings } = terminalCatalog.en;
  const { user } = renderPage(<SettingsForm />);
  await choose(user, settings.cursorStyle, settings.cursorStyles.bar);
  expect(kept().cursorStyle).toBe('bar');
  const blink = screen.getByRole('switch', { name: settings.cursorBlink });
  blink.focus();
  await user.keyboard(' ');
  expect(kept()).toEqual({ ...DEFAULT_SETTINGS, cursorStyle: 'bar', cursorBlink: false });
});

test('the reset button restores every default', async () => {
  const { settings } = terminalCatalog.en;
  const { user } = renderPage(<SettingsForm />);
  for (const style of CURSOR_STYLES) await choose(user, settings.cursorStyle, settings.cursorStyles[style]);
  await user.click(screen.getByRole('switch', { name: settings.warnPaste }));
  await user.click(screen.getByRole('button', { name: settings.reset }));
  expect(kept()).toEqual(DEFAULT_SETTINGS);
});
