// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { podLogPlace, subjectName } from '#components/addresses/log-place.ts';
import {
  askInDock,
  expectShell,
  openInDock,
  openLogInDock,
  takeUpInDock,
} from '#components/addresses/open-in-dock.ts';
import { CurrentContextProvider } from '#components/contexts/context-name.tsx';
import { decodePlaces } from '#components/recents/known-places-codec.ts';
import { renderPage } from '#components/testing/dom.tsx';
import { visit } from '#components/testing/navigation.ts';
import { whenIdle } from '#components/ui/when-idle.ts';
import type { DockRequest } from '../commands/use-dock.ts';
import { DockRoot } from './dock-root.tsx';

vi.mock('next/navigation', () => import('#components/testing/navigation.ts'));
const askAhead = vi.hoisted(() => vi.fn());
vi.mock('./dock.tsx', () => ({
  askShellAhead: askAhead,
  Dock: ({ hidden, requests }: { hidden: boolean; requests: readonly DockRequest[] }) => (
    <ul aria-label={hidden ? 'hidden' : 'shown'}>
      {requests.map(({ pane, isBeside }) => (
        <li key={pane.id}>
          {pane.kind === 'terminal'
            ? `${pane.place.context} ${pane.place.pod} ${window.sessionStorage.getItem(`podshell.session:${pane.id}`)}`
            : `log of ${subjectName(pane.place.of)} in ${pane.place.context}${isBeside ? ', beside' : ''}${pane.view}`}
        </li>
      ))}
    </ul>
  ),
}));

const settings = { sockjsPrefix: '/ws', heartbeatSeconds: 5, resumeSeconds: 60, reopenSeconds: 60 };
const running = {
  sessionId: 's1',
  shownBytes: 7,
  place: { context: 'dev', namespace: 'team-a', pod: 'web', container: 'main' },
};

test.each([
  ['/pods', 'shown'],
  ['/shell/team-a/db', 'hidden'],
])('a running shell is taken up on %s: the pane gets its session', async (address, state) => {
  visit(address);
  renderPage(<DockRoot settings={settings} />);
  let isTaken = false;
  act(() => {
    isTaken = takeUpInDock(running);
  });
  expect(isTaken).toBe(true);
  const list = await screen.findByRole('list', { name: state });
  expect(list.textContent).toBe('dev web {"sessionId":"s1","shownBytes":7,"takesOver":true}');
});

test('a new browser tab offers once the shells that are left running', async () => {
  window.sessionStorage.clear();
  visit('/pods');
  const left = {
    sessionId: 's1',
    context: 'dev',
    namespace: 'team-a',
    pod: 'web',
    container: 'main',
    shell: 'bash',
    state: 'detached',
    startedAt: '2026-11-25T10:00:00Z',
    offset: 7,
  };
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => Response.json({ items: [left] })),
  );
  const first = renderPage(<DockRoot settings={settings} />);
  await screen.findByText('Your shell in web (team-a · dev) is still running.');
  await first.user.click(screen.getByRole('button', { name: 'Use here' }));
  await screen.findByRole('list', { name: 'shown' });
  first.unmount();
  const { calls } = vi.mocked(fetch).mock;
  const { length } = calls;
  renderPage(<DockRoot settings={settings} />);
  await act(async () => new Promise((resolve) => whenIdle(() => resolve(undefined))));
  expect(calls).toHaveLength(length);
});

test('a tab in which a shell was opened first offers none', async () => {
  window.sessionStorage.clear();
  visit('/pods');
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => Response.json({ items: [] })),
  );
  renderPage(<DockRoot settings={settings} />);
  act(() => {
    openInDock({ context: undefined, namespace: 'team-a', pod: 'web', container: undefined });
  });
  await act(async () => new Promise((resolve) => whenIdle(() => resolve(undefined))));
  await screen.findByRole('list', { name: 'shown' });
  await import('#components/sessions/left-running.tsx');
  await act(async () => new Promise((resolve) => setTimeout(resolve)));
  expect(fetch).not.toHaveBeenCalled();
});

test('a running shell is not taken up where its session cannot be stored: a new one would open', () => {
  visit('/pods');
  vi.spyOn(window.sessionStorage, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  renderPage(<DockRoot settings={settings} />);
  expect(takeUpInDock(running)).toBe(false);
});

test.each([
  [undefined, 'current'],
  ['other', 'other'],
])(
  'a shell of context %s opens in %s, and stays there when another context becomes current',
  async (context, named) => {
    visit('/pods');
    renderPage(
      <CurrentContextProvider name="current">
        <DockRoot settings={settings} />
      </CurrentContextProvider>,
    );
    act(() => {
      openInDock({ context, namespace: 'team-a', pod: 'web', container: 'main' });
    });
    const list = await screen.findByRole('list', { name: 'shown' });
    expect(list.textContent).toBe(`${named} web null`);
    await vi.waitFor(() => {
      const places = decodePlaces(window.localStorage.getItem('podshell.places') ?? '');
      expect(places.get(named)?.recentPods).toEqual([{ namespace: 'team-a', pod: 'web' }]);
    });
  },
);

test('a shell is asked for before its pane is drawn, once the page has prepared for it', async () => {
  visit('/pods');
  askAhead.mockReset();
  renderPage(<DockRoot settings={settings} />);
  expectShell();
  await screen.findByRole('list', { name: 'shown' });
  const drawn = () => screen.queryAllByRole('listitem').length;
  let drawnBefore = 0;
  askAhead.mockImplementation(() => {
    drawnBefore = drawn();
  });
  const place = { context: 'dev', namespace: 'team-a', pod: 'web', container: 'main' };
  await vi.waitFor(() => {
    act(() => void openInDock(place));
    expect(askAhead).toHaveBeenCalledWith(expect.any(String), place);
  });
  expect(drawn()).toBe(drawnBefore + 1);
});

test('a shell or command of the user’s own is asked for, and given to the pane that opens', async () => {
  visit('/pods');
  const { user } = renderPage(<DockRoot settings={settings} />);
  act(() => askInDock({ context: 'dev', namespace: 'team-a', pod: 'web', container: 'main' }));
  await screen.findByRole('dialog');
  const field = screen.getByRole<HTMLInputElement>('combobox');
  await user.type(field, 'psql -U "a');
  expect(field.validity.customError).toBe(true);
  await user.type(field, '"{Enter}');
  expect(screen.queryByRole('dialog')).toBeNull();
  const list = await screen.findByRole('list', { name: 'shown' });
  expect(list.textContent).toBe('dev web null');
});

test('a question that is cancelled opens nothing', async () => {
  visit('/pods');
  const { user } = renderPage(<DockRoot settings={settings} />);
  act(() => askInDock({ context: 'dev', namespace: 'team-a', pod: 'web', container: 'main' }));
  await screen.findByRole('dialog');
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(screen.queryByRole('list')).toBeNull();
});

test('a log is opened in the current context, beside the active terminal if it belongs there', async () => {
  visit('/pods');
  renderPage(
    <CurrentContextProvider name="dev">
      <DockRoot settings={settings} />
    </CurrentContextProvider>,
  );
  const place = podLogPlace({ context: undefined, namespace: 'team-a', pod: 'web', container: 'main' });
  let isTaken = false;
  act(() => {
    isTaken = openLogInDock(place) && openLogInDock({ ...place, context: 'prod' }, true);
  });
  expect(isTaken).toBe(true);
  await screen.findByText('log of web in dev');
  expect(screen.getByText('log of web in prod, beside')).toBeDefined();
  act(() => void openLogInDock(place, true, ' previous=true'));
  expect(screen.getByText('log of web in dev, beside previous=true')).toBeDefined();
});
