// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { LANGUAGES } from '#components/language/language.ts';
import { renderPage } from '#components/testing/dom.tsx';
import { DEFAULT_SETTINGS, type TerminalSettings } from '../../screen/look/terminal-settings.ts';
import { marksCatalog } from '../../words/marks-catalog.ts';
import { MarksSettings } from './marks-settings.tsx';

const words = marksCatalog.en.settings;
const browser = { permission: 'default' as NotificationPermission, requestPermission: vi.fn() };

beforeEach(() => {
  browser.permission = 'default';
  browser.requestPermission.mockReset().mockImplementation(async () => browser.permission);
  vi.stubGlobal('Notification', browser);
});

function open(settings: Partial<TerminalSettings> = {}, language: (typeof LANGUAGES)[number] = 'en') {
  const onChange = vi.fn();
  const page = renderPage(
    <MarksSettings settings={{ ...DEFAULT_SETTINGS, ...settings }} onChange={onChange} />,
    language,
  );
  return { ...page, onChange };
}

async function chooseTime(user: ReturnType<typeof open>['user'], name: string): Promise<void> {
  await user.click(screen.getByRole('button', { name: new RegExp(`^${words.notify}: `) }));
  await user.click(await screen.findByRole('menuitemradio', { name }));
  await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
}

test.each(LANGUAGES)('the controls have names in %s', (language) => {
  open({}, language);
  const { marks, notify, never } = marksCatalog[language].settings;
  screen.getByRole('switch', { name: marks, checked: DEFAULT_SETTINGS.commandMarks });
  screen.getByRole('button', { name: `${notify}: ${never}` });
});

test('marks are switched off', async () => {
  const { user, onChange } = open({ commandMarks: true });
  await user.click(screen.getByRole('switch', { name: words.marks }));
  expect(onChange).toHaveBeenCalledWith({ commandMarks: false });
});

test('whoever wants notifications is asked by the browser, and told when it blocks them', async () => {
  browser.requestPermission.mockImplementation(async () => {
    browser.permission = 'denied';
    return 'denied';
  });
  const { user, onChange } = open({ notifyAfter: 10 });
  screen.getByText(words.notifyHint);
  await chooseTime(user, words.after(30));
  expect(onChange).toHaveBeenCalledWith({ notifyAfter: 30 });
  expect(browser.requestPermission).toHaveBeenCalledOnce();
  await screen.findByText(words.notifyDenied);
});

test('nobody is asked who wants none', async () => {
  const { user, onChange } = open({ notifyAfter: 10 });
  await chooseTime(user, words.never);
  expect(onChange).toHaveBeenCalledWith({ notifyAfter: 0 });
  expect(browser.requestPermission).not.toHaveBeenCalled();
});
