// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { Suspense } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import { renderPage } from '#components/testing/dom.tsx';
import type { ConnectionState } from '../../connection/connection-state.ts';
import type { TerminalPane } from '../../pane/terminal-pane.ts';
import { READY } from '../../testing/ready-state.ts';
import { RunningOffer } from './running-offer.tsx';

const place = { context: 'dev', namespace: 'team-a', pod: 'web' };
const session = (sessionId: string) => ({
  ...place,
  sessionId,
  container: 'main',
  shell: 'bash',
  state: 'detached',
  startedAt: '2026-11-26T10:00:00Z',
  offset: 9,
});

const asked = vi.fn(async (_route: string, init?: RequestInit) =>
  init?.method === 'DELETE'
    ? new Response(null, { status: 204 })
    : Response.json({ items: [session('s1'), session('s2')] }),
);

beforeEach(() => {
  asked.mockClear();
  vi.stubGlobal('fetch', asked);
});

function offer(state: ConnectionState = READY, hasTyped = false) {
  const takeUp = vi.fn();
  const focus = vi.fn();
  const pane = { connection: { takeUp }, focus } as unknown as TerminalPane;
  const element = (typed: boolean) => (
    <RunningOffer place={place} pane={pane} view={{ state, hasTyped: typed }} />
  );
  const { user, rerender } = renderPage(element(hasTyped));
  return { user, takeUp, focus, typed: () => rerender(element(true)) };
}

function Fallback({ onShow }: { onShow: () => void }) {
  onShow();
  return null;
}

// First: its code must not be loaded yet.
test('hides nothing around it while its code loads', async () => {
  const onHide = vi.fn();
  const pane = { connection: {}, focus: () => {} } as unknown as TerminalPane;
  renderPage(
    <Suspense fallback={<Fallback onShow={onHide} />}>
      <RunningOffer place={place} pane={pane} view={{ state: READY, hasTyped: false }} />
    </Suspense>,
  );
  await screen.findByRole('region', { name: 'Running shells' });
  expect(onHide).not.toHaveBeenCalled();
});

test('offers the running shells of the container, to be used in place of the new one', async () => {
  const { user, takeUp, focus } = offer();
  await screen.findByText('You have 2 running shells in this container.');
  const [first] = screen.getAllByRole('button', {
    name: /^Use here: the shell in web, namespace team-a, context/,
  });
  if (first !== undefined) await user.click(first);
  expect(takeUp).toHaveBeenCalledWith({ sessionId: 's1', shownBytes: 9, takesOver: true });
  expect(focus).toHaveBeenCalled();
});

test('ends one of them and goes on to offer the other', async () => {
  const { user } = offer();
  const [first] = await screen.findAllByRole('button', { name: /^End the shell/ });
  if (first !== undefined) await user.click(first);
  await screen.findByText('You have a running shell in this container.');
  expect(asked).toHaveBeenCalledWith('/api/sessions/s1', { method: 'DELETE' });
});

test('is gone once the new shell is used, or when it is dismissed', async () => {
  const used = offer();
  await screen.findByRole('region', { name: 'Running shells' });
  used.typed();
  expect(screen.queryByRole('region', { name: 'Running shells' })).toBeNull();
});

test.each<[string, ConnectionState]>([
  ['came back to', { ...READY, isNew: false }],
  ['has not opened yet', { kind: 'connecting', container: 'main' }],
])('does not ask for a shell that the page %s', (_what, state) => {
  offer(state);
  expect(asked).not.toHaveBeenCalled();
});
