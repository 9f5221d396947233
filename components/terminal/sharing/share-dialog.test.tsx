// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { renderPage } from '#components/testing/dom.tsx';
import type { SharedView } from '#protocol/sharing.ts';
import type { KeyboardShare, ViewersMessage } from '#protocol/viewing-messages.ts';
import type { AttachedTo } from '../connection/connection-state.ts';
import type { TerminalPane } from '../pane/terminal-pane.ts';
import { KeyboardNotice } from './keyboard-notice.tsx';
import { ShareDialog } from './share-dialog.tsx';
import { WatchedBy } from './watched-by.tsx';

let links: SharedView[];
let asked: string[];
beforeEach(() => {
  links = [];
  asked = [];
  vi.stubGlobal('fetch', async (route: string, { method = 'GET' }: RequestInit = {}) => {
    asked.push(`${method} ${route}`);
    if (method === 'POST') links.push({ viewId: 'v1', createdAt: '', expiresAt: '2026-11-28T12:00:00Z' });
    if (method === 'DELETE') {
      links = [];
      return new Response(null, { status: 204 });
    }
    return Response.json(method === 'POST' ? links[0] : { links, watchers: [] });
  });
});

function fakePane(attached: AttachedTo | null = null) {
  const agreeOnKeyboard = vi.fn();
  const askToShare = vi.fn();
  const pane = {
    connection: { agreeOnKeyboard },
    view: { attached },
    askToShare,
    focus() {},
  } as unknown as TerminalPane;
  return { pane, agreeOnKeyboard, askToShare };
}

function viewers(...shares: readonly KeyboardShare[]): ViewersMessage {
  const Watchers = shares.map((Keyboard, at) => ({ ID: `w${at}`, Name: `User ${at}`, Keyboard }));
  return { Op: 'viewers', Names: Watchers.map(({ Name }) => Name), Watchers };
}

async function open(now: ViewersMessage | null, attached: AttachedTo | null = null) {
  const fake = fakePane(attached);
  await act(async () => {
    renderPage(<ShareDialog pane={fake.pane} sessionId="s1" viewers={now} />);
  });
  return fake;
}

const click = (name: string) => act(async () => fireEvent.click(screen.getByRole('button', { name })));

test('nobody can watch before the owner makes a link, which is then shown and ended', async () => {
  await open(null);
  expect(asked).toEqual(['GET /api/sessions/s1/viewers']);
  expect(screen.getByText('Nobody is watching.')).toBeDefined();
  await click('Create link');
  expect(screen.getByRole('textbox', { name: 'Link' })).toHaveProperty(
    'value',
    expect.stringMatching(/\/watch\/v1$/),
  );
  await click('End link');
  expect(asked).toContain('DELETE /api/sessions/s1/viewers/v1');
  expect(screen.queryByRole('textbox', { name: 'Link' })).toBeNull();
});

test('all links are ended at once', async () => {
  await open(null);
  await click('Create link');
  await click('Stop sharing');
  expect(asked).toContain('DELETE /api/sessions/s1/viewers');
});

test('who watches is listed, offered the keyboard, and removed', async () => {
  const { agreeOnKeyboard } = await open(viewers('none', 'has'));
  expect(screen.getByText('Watching now: 2')).toBeDefined();
  await click('Offer User 0 the keyboard');
  expect(agreeOnKeyboard).toHaveBeenCalledWith(true, 'w0');
  await click('Take back: User 1');
  expect(agreeOnKeyboard).toHaveBeenLastCalledWith(false, 'w1');
  await click('Remove User 1');
  expect(asked).toContain('DELETE /api/sessions/s1/viewers/w1');
});

test('a failure says what to do', async () => {
  vi.stubGlobal('fetch', async () =>
    Response.json({ code: 'view-limit', detail: 'This shell has 20 links. End one first.' }, { status: 429 }),
  );
  await open(null);
  expect(screen.getByRole('alert').textContent).toContain('End one first.');
});

test('over the terminal, one watcher at a time asks for the keyboard, and one click takes it back', async () => {
  const asking = fakePane();
  const page = renderPage(<KeyboardNotice pane={asking.pane} viewers={viewers('none', 'asked', 'asked')} />);
  expect(screen.getByRole('status').textContent).toContain('User 1 asks for the keyboard');
  await click('Hand over');
  expect(asking.agreeOnKeyboard).toHaveBeenCalledWith(true, 'w1');
  await click('Decline');
  expect(asking.agreeOnKeyboard).toHaveBeenLastCalledWith(false, 'w1');
  page.unmount();

  const given = fakePane();
  renderPage(<KeyboardNotice pane={given.pane} viewers={viewers('has', 'asked')} />);
  expect(screen.getByRole('status').textContent).toContain('User 0 has the keyboard. Commands run as you.');
  await click('Take back');
  expect(given.agreeOnKeyboard).toHaveBeenCalledWith(false);
});

test.each([
  [false, 'Share this view of the main process', 'What they type would go to the container’s main process.'],
  [true, 'Share this debug container', 'Their commands would run as you.'],
])('what is no shell is told as what it is, a debug container: %s', async (debug, title, asks) => {
  const attached = { terminal: true, input: true, debug };
  await open(null, attached);
  expect(screen.getByRole('dialog', { name: title })).toBeDefined();
  await click('Create link');
  expect(screen.getByText(/until this terminal is closed/)).toBeDefined();
  renderPage(<KeyboardNotice pane={fakePane(attached).pane} viewers={viewers('asked')} />);
  expect(screen.getByText(`User 0 asks for the keyboard. ${asks}`)).toBeDefined();
});

test.each([false, true])('a header says by how many the shell is watched, short: %s', async (isShort) => {
  const { pane, askToShare } = fakePane();
  renderPage(<WatchedBy pane={pane} names={['Bob', 'Carol']} isShort={isShort} />);
  await click('Watched by 2');
  expect(askToShare).toHaveBeenCalledOnce();
});
