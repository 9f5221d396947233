// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { failureCatalog } from '#components/failures/catalog.ts';
import { LANGUAGES, type Language, SERVER_LANGUAGE } from '#components/language/language.ts';
import { linksCatalog } from '#components/links/catalog.ts';
import { renderPage } from '#components/testing/dom.tsx';
import { terminalCatalog } from '../../words/catalog.ts';
import { type FailureHandlers, FailurePanel } from './failure-panel.tsx';

const DETAIL = 'Container web is not running. Wait until it is.';

function open(
  code: string,
  language: Language = 'en',
  detail = '',
  more: Partial<Pick<FailureHandlers, 'purpose' | 'resumeSeconds' | 'reopenSeconds' | 'onDebug'>> = {},
) {
  const handlers = {
    onNewShell: vi.fn(),
    onTakeBack: vi.fn(),
    onChooseShell: vi.fn(),
    onGiveReason: vi.fn(),
    onAskForShell: vi.fn(),
    target: { context: 'admin', namespace: 'team-a', pod: 'multi', container: 'web' },
    podsHref: '/pods',
    resumeSeconds: 7200,
    reopenSeconds: 600,
  };
  const page = renderPage(
    <FailurePanel problem={{ code, detail, wasOpen: false }} {...handlers} {...more} />,
    language,
  );
  return { ...page, ...handlers, words: failureCatalog[language].codes, messages: terminalCatalog[language] };
}

test.each(LANGUAGES)('names the problem, the cause, the next step and the code in %s', (language) => {
  const { words } = open('container-not-running', language);
  const panel = screen.getByRole('region', { name: words['container-not-running'].title });
  expect(panel.textContent).toContain(words['container-not-running'].cause);
  expect(panel.textContent).toContain(words['container-not-running'].next);
  expect(panel.textContent).toContain('container-not-running');
});

test("the server's text is the cause in English, and a quotation in other languages", () => {
  const english = open('container-not-running', 'en', DETAIL);
  screen.getByText('Container web is not running.');
  english.unmount();
  open('container-not-running', 'zh-CN', DETAIL);
  expect(screen.getByText(DETAIL).closest('[lang]')?.getAttribute('lang')).toBe(SERVER_LANGUAGE);
});

test('Tab reaches the first action first', async () => {
  const { user, messages, onTakeBack, onNewShell } = open('taken-over');
  await user.tab();
  await user.keyboard('{Enter}');
  expect(onTakeBack).toHaveBeenCalledOnce();
  await user.tab();
  expect(document.activeElement).toBe(screen.getByRole('button', { name: messages.restart }));
  await user.keyboard('{Enter}');
  expect(onNewShell).toHaveBeenCalledOnce();
});

test('links to the pods, in a new tab from within a frame', () => {
  const { messages, rerender } = open('pod-not-found');
  const link = () => screen.getByRole('link', { name: messages.toPods });
  expect(link().getAttribute('href')).toBe('/pods');
  expect(link().getAttribute('target')).toBeNull();
  const problem = { code: 'pod-not-found', detail: '', wasOpen: false };
  rerender(
    <FailurePanel
      problem={problem}
      onNewShell={vi.fn()}
      onTakeBack={vi.fn()}
      onGiveReason={vi.fn()}
      onChooseShell={vi.fn()}
      onAskForShell={vi.fn()}
      target={{ context: 'admin', namespace: 'team-a', pod: 'multi', container: '' }}
      podsHref="/pods"
      resumeSeconds={7200}
      reopenSeconds={600}
      linksInNewTab
    />,
  );
  expect(link().getAttribute('target')).toBe('_blank');
});

test('an unknown code gets a general text and is shown', () => {
  const { words } = open('code-of-tomorrow');
  const panel = screen.getByRole('region', { name: words.unknown.title });
  expect(panel.textContent).toContain('code-of-tomorrow');
});

const PROGRAM_CODES = ['shell-not-found', 'command-not-found', 'command-not-executable'];
const inEachLanguage = LANGUAGES.flatMap((language) =>
  PROGRAM_CODES.map((code) => [code, language] as const),
);

test.each(inEachLanguage)('offers another shell after %s, in %s', async (code, language) => {
  const { user, messages, onChooseShell } = open(code, language);
  const { label, open: openLabel, standard } = messages.otherShell;
  await user.type(await screen.findByLabelText(label), ' /opt/zsh ');
  await user.click(screen.getByRole('button', { name: openLabel }));
  expect(onChooseShell).toHaveBeenLastCalledWith('/opt/zsh');
  await user.click(screen.getByRole('button', { name: standard }));
  expect(onChooseShell).toHaveBeenLastCalledWith('');
});

const offered = () => screen.getAllByRole('button').map(({ textContent }) => textContent);

test.each(LANGUAGES)('an image without a shell leads to a debug container first, in %s', async (language) => {
  const onDebug = vi.fn();
  const { user, messages, words } = open('shell-not-found', language, 'No shell found (tried sh).', {
    onDebug,
  });
  const panel = screen.getByRole('region', { name: words['shell-not-found'].title });
  expect(panel.textContent).toContain(messages.otherShell.orDebug);
  expect(panel.textContent).not.toContain(words['shell-not-found'].next);
  const debug = screen.getByRole('button', { name: messages.actions.debug });
  expect(offered().indexOf(messages.actions.debug)).toBeLessThan(
    offered().indexOf(messages.actions.otherShell),
  );
  await user.click(debug);
  expect(onDebug).toHaveBeenCalledOnce();
});

test('where no debug container can be added, nothing says so', () => {
  const { words, messages } = open('shell-not-found');
  const panel = screen.getByRole('region', { name: words['shell-not-found'].title });
  expect(panel.textContent).toContain(words['shell-not-found'].next);
  expect(offered()).not.toContain(messages.actions.debug);
});

test('a command that is not there leads to another one first', async () => {
  const { user, messages, onAskForShell } = open('command-not-found', 'en', '', { onDebug: vi.fn() });
  expect(offered().indexOf(messages.actions.otherShell)).toBeLessThan(
    offered().indexOf(messages.actions.debug),
  );
  await user.click(screen.getByRole('button', { name: messages.actions.otherShell }));
  expect(onAskForShell).toHaveBeenCalledOnce();
});

test('offers no other shell where that is no help', () => {
  const { messages } = open('forbidden');
  expect(screen.queryByLabelText(messages.otherShell.label)).toBeNull();
});

test.each(LANGUAGES)(
  'copies the command that reads the log of an ended container, in %s',
  async (language) => {
    const { user, messages } = open('container-ended', language);
    screen.getByText(messages.kubectl.log);
    await user.click(screen.getByRole('button', { name: linksCatalog[language].copyCommand }));
    const copied = await navigator.clipboard.readText();
    expect(copied).toBe('kubectl logs multi --context admin -n team-a -c web');
    await screen.findByText(linksCatalog[language].copied);
  },
);

test.each([
  ['container-ended', '/logs/team-a/multi?container=web&context=admin'],
  ['container-not-running', '/logs/team-a/multi?container=web&context=admin'],
  ['container-restarted', '/logs/team-a/multi?container=web&previous=true&context=admin'],
])('leads to the log, which says why: %s', (code, href) => {
  open(code);
  const link = screen.getByRole('link', { name: 'Log of this container' });
  expect(link.textContent).toBe('Log');
  expect(link.getAttribute('href')).toBe(href);
});

test.each([
  ['shell-not-found', {}],
  ['container-ended', { purpose: 'watch' }],
] as const)('leads to no log where that is no help: %s %o', (code, more) => {
  open(code, 'en', '', more);
  expect(screen.queryByRole('link', { name: /^Log/ })).toBeNull();
});

test.each([
  [{}, 'You were disconnected for more than 2 h, or left the page for more than 10 min, or the server'],
  [{ resumeSeconds: 90, reopenSeconds: 90 }, 'You were disconnected for more than 90 s, or the server'],
  [
    { resumeSeconds: 90, reopenSeconds: 0 },
    'You were disconnected for more than 90 s, or left the page, or the',
  ],
  [{ resumeSeconds: 0, reopenSeconds: 0 }, 'You were disconnected for too long, or the server'],
])('says for how long a shell that is gone was kept: %o', (kept, words) => {
  open('session-gone', 'en', '', kept);
  const panel = screen.getByRole('region', { name: 'The session ended' });
  expect(panel.textContent?.replaceAll('\u00a0', ' ')).toContain(words);
});

test('asks for a reason, which may not be blank', async () => {
  const { user, onGiveReason } = open('reason-required');
  const field = await screen.findByRole('textbox', { name: 'Reason' });
  expect(screen.queryByRole('button', { name: 'Open without a reason' })).toBeNull();
  await user.type(field, '  {Enter}');
  expect(onGiveReason).not.toHaveBeenCalled();
  await user.type(field, 'INC-1 {Enter}');
  expect(onGiveReason).toHaveBeenCalledExactlyOnceWith('INC-1');
});

test('offers to open the shell without a reason where that is enough', async () => {
  const { user, onGiveReason } = open('reason-optional', 'zh-CN');
  await user.click(await screen.findByRole('button', { name: '不填原因，直接打开' }));
  expect(onGiveReason).toHaveBeenCalledExactlyOnceWith('');
});
