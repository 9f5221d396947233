// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { renderPage } from '#components/testing/dom.tsx';
import { TerminalPane } from '../pane/terminal-pane.ts';
import { WatchPage } from './watch-page.tsx';

const SETTINGS = { sockjsPrefix: '/ws', heartbeatSeconds: 5 };
const SHELL = {
  owner: 'Alice',
  context: 'main',
  namespace: 'team-a',
  pod: 'web',
  container: 'app',
  expiresAt: '2026-11-29T12:00:00Z',
};

function answer(status: number, body: object) {
  const fetched = vi.fn(async () => Response.json(body, { status }));
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

async function open(): Promise<void> {
  await act(async () => {
    renderPage(<WatchPage viewId="v1" settings={SETTINGS} switches={null} />);
  });
}

test('who may not watch is told why, and may try again', async () => {
  const fetched = answer(403, { code: 'forbidden', detail: 'You need get and create on pods/exec.' });
  await open();
  expect(screen.getByRole('heading').textContent).toBe('You don’t have permission to watch this terminal');
  expect(screen.getByRole('alert').textContent).toContain('pods/exec');
  await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Try again' })));
  expect(fetched).toHaveBeenCalledTimes(2);
  expect(fetched).toHaveBeenLastCalledWith('/api/views/v1', expect.anything());
});

test('a link that is not valid says what may have happened', async () => {
  answer(404, { code: 'view-not-found', detail: '' });
  await open();
  expect(screen.getByRole('heading').textContent).toBe('Link not valid');
});

test('who may watch sees whose shell it is, and that nothing typed is sent', async () => {
  vi.spyOn(TerminalPane.prototype, 'show').mockResolvedValue();
  answer(200, SHELL);
  await open();
  expect(await screen.findByText('You are watching Alice’s shell. Nothing you type is sent.')).toBeDefined();
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('web');
  expect(document.title).toContain('web · app · team-a · main');
  const listed = { watching: true, namespace: 'team-a', pod: 'web' };
  await vi.waitFor(() => expect(window.podshell?.terminals()).toMatchObject([listed]));
});

test('a terminal that is attached to a main process is told as that before the connection is there', async () => {
  vi.spyOn(TerminalPane.prototype, 'show').mockResolvedValue();
  answer(200, { ...SHELL, attached: true });
  await open();
  expect(await screen.findByText(/^You are watching the container’s main process/)).toBeDefined();
  expect(document.title).toContain('main process, terminal of Alice');
  expect(document.body.textContent).not.toContain('’s shell');
});
