// @vitest-environment happy-dom
import { act, screen, within } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { TAKE_UP_EVENT } from '#components/addresses/open-in-dock.ts';
import { renderPage, setVisibility } from '#components/testing/dom.tsx';
import { router } from '#components/testing/navigation.ts';
import type { SessionInfo } from '#protocol/api.ts';
import { SessionsPage } from './sessions-page.tsx';

vi.mock('next/navigation', () => import('#components/testing/navigation.ts'));
// It asks for lists of its own.
vi.mock('#components/debug/own-copies.tsx', () => ({ OwnCopies: () => null }));

let live: SessionInfo[] = [];
let incomplete: true | undefined;

beforeEach(() => {
  router.push.mockClear();
  incomplete = undefined;
  live = (['web', 'db'] as const).map((pod, index) => ({
    sessionId: `of-${pod}`,
    context: index === 0 ? 'dev' : 'prod',
    namespace: 'team-a',
    pod,
    container: 'main',
    shell: 'bash',
    state: index === 0 ? 'attached' : 'detached',
    startedAt: '2026-11-25T10:00:00Z',
    offset: 7,
  }));
  vi.stubGlobal(
    'fetch',
    vi.fn(async (route: string, init?: RequestInit) => {
      if (init?.method !== 'DELETE') return Response.json({ items: live, incomplete });
      live = live.filter(({ sessionId }) => route !== `/api/sessions/${sessionId}`);
      return new Response(null, { status: 204 });
    }),
  );
});

const rows = async () => (await screen.findAllByRole('row')).slice(1).map(({ textContent }) => textContent);

test('says where each shell runs and whether a window has it', async () => {
  renderPage(<SessionsPage resumeSeconds={7200} reopenSeconds={600} />);
  const [web, db] = await rows();
  expect(document.body.textContent).toContain(
    'for 10\u00a0min after you close its window, and for 2\u00a0h after a lost connection.',
  );
  expect(web).toMatch(/^webteam-adevmain · bash.*attached/);
  expect(db).toMatch(/^dbteam-aprodmain · bash.*detached/);
});

test('marks the context that has a color', async () => {
  renderPage(<SessionsPage resumeSeconds={7200} reopenSeconds={600} />);
  await rows();
  const [web, db] = screen.getAllByRole('row').slice(1);
  expect(web?.querySelector('[data-context-colour]')).toBeNull();
  expect(db?.querySelector('[data-context-colour]')?.getAttribute('data-context-colour')).toBe('red');
});

test('the keyboard stays on the page when a shell is ended, and at the button after Cancel', async () => {
  const { user, container } = renderPage(<SessionsPage resumeSeconds={7200} reopenSeconds={600} />);
  const page = container.querySelector('[tabindex="-1"]');
  await user.click(await screen.findByRole('button', { name: /^End the shell in web/ }));
  await vi.waitFor(async () => expect(await rows()).toHaveLength(1));
  expect(document.activeElement).toBe(page);
  await user.click(screen.getByRole('button', { name: 'End all' }));
  await user.keyboard('{Enter}');
  expect(document.activeElement?.textContent).toBe('End all');
  await user.keyboard('{Enter}{Shift>}{Tab}{/Shift}{Enter}');
  await screen.findByRole('heading', { name: 'No running shells' });
  expect(document.activeElement).toBe(page);
});

test('names the place of each shell in its buttons', async () => {
  renderPage(<SessionsPage resumeSeconds={7200} reopenSeconds={600} />);
  for (const action of ['Use here: the shell', 'End the shell'])
    for (const place of ['web, namespace team-a, context dev', 'db, namespace team-a, context prod'])
      await screen.findByRole('button', { name: new RegExp(`^${action} in ${place}`) });
});

test('shows the last lines of output, to tell shells apart', async () => {
  live = live.map((one) => ({ ...one, lastLines: ['$ make', `built ${one.pod}`] }));
  renderPage(<SessionsPage resumeSeconds={7200} reopenSeconds={600} />);
  const [web] = await screen.findAllByText('Last output:');
  expect(web?.closest('pre')?.textContent).toBe('Last output: $ make\nbuilt web');
});

test('says that shells may be missing', async () => {
  incomplete = true;
  const { user } = renderPage(<SessionsPage resumeSeconds={7200} reopenSeconds={600} />);
  await screen.findByText(/^Some of your shells may be missing/);
  live = [];
  await user.click(screen.getByRole('button', { name: 'Refresh' }));
  await screen.findByText('No running shells');
  screen.getByText(/^Some of your shells may be missing/);
  incomplete = undefined;
  await user.click(screen.getByRole('button', { name: 'Refresh' }));
  await vi.waitFor(() => expect(screen.queryByText(/may be missing/)).toBeNull());
});

test('says that shells are being ended until they are, and that one could not be', async () => {
  const answers: (() => void)[] = [];
  const serve = fetch;
  vi.stubGlobal('fetch', async (route: string, init?: RequestInit) => {
    if (init?.method !== 'DELETE') return serve(route, init);
    await new Promise<void>((resolve) => answers.push(resolve));
    return route.endsWith('/of-db') ? new Response('{}', { status: 503 }) : serve(route, init);
  });
  const { user } = renderPage(<SessionsPage resumeSeconds={7200} reopenSeconds={600} />);
  await user.click(await screen.findByRole('button', { name: 'End all' }));
  await user.click(within(screen.getByRole('alert')).getByRole('button', { name: 'End all' }));
  for (const row of await rows()) expect(row).toContain('ending…');
  for (const name of [/^End the shell/, /^Use here/])
    for (const button of screen.getAllByRole('button', { name }))
      expect(button).toHaveProperty('disabled', true);
  expect(screen.queryByRole('button', { name: 'End all' })).toBeNull();
  for (const answer of answers) answer();
  await vi.waitFor(async () => expect(await rows()).toHaveLength(1));
  expect((await rows())[0]).toMatch(/^db.*detached/);
  expect(screen.getByRole('button', { name: /^End the shell/ })).toHaveProperty('disabled', false);
});

test('ends one shell', async () => {
  const { user } = renderPage(<SessionsPage resumeSeconds={7200} reopenSeconds={600} />);
  await user.click(await screen.findByRole('button', { name: /^End the shell in web/ }));
  await vi.waitFor(async () => expect(await rows()).toHaveLength(1));
  expect(live.map(({ pod }) => pod)).toEqual(['db']);
});

test('ends all of them after a question, and then offers the next step', async () => {
  const { user } = renderPage(<SessionsPage resumeSeconds={7200} reopenSeconds={600} />);
  await user.click(await screen.findByRole('button', { name: 'End all' }));
  const question = screen.getByRole('alert');
  expect(question.textContent).toContain('End 2 shells');
  expect(document.activeElement?.textContent).toBe('Cancel');
  await user.click(within(question).getByRole('button', { name: 'Cancel' }));
  expect(live).toHaveLength(2);
  await user.click(screen.getByRole('button', { name: 'End all' }));
  await user.click(within(screen.getByRole('alert')).getByRole('button', { name: 'End all' }));
  await screen.findByRole('heading', { name: 'No running shells' });
  screen.getByRole('link', { name: 'Go to pods' });
  expect(live).toEqual([]);
});

test('uses a shell here: in the dock, beside the pods of its namespace and context', async () => {
  const taken: unknown[] = [];
  const take = (event: Event) => {
    event.preventDefault();
    taken.push((event as CustomEvent).detail);
  };
  window.addEventListener(TAKE_UP_EVENT, take);
  const { user } = renderPage(<SessionsPage resumeSeconds={7200} reopenSeconds={600} />);
  await user.click(await screen.findByRole('button', { name: /^Use here: the shell in db/ }));
  window.removeEventListener(TAKE_UP_EVENT, take);
  expect(taken).toEqual([
    {
      sessionId: 'of-db',
      place: { context: 'prod', namespace: 'team-a', pod: 'db', container: 'main' },
      shownBytes: 7,
    },
  ]);
  expect(router.push).toHaveBeenCalledWith('/pods?namespace=team-a&context=prod');
});

test.each([
  ['the page becomes visible', () => setVisibility('visible')],
  ['the window gets the focus', () => window.dispatchEvent(new Event('focus'))],
])('lists them anew when %s', async (_when, comeBack) => {
  renderPage(<SessionsPage resumeSeconds={7200} reopenSeconds={600} />);
  expect(await rows()).toHaveLength(2);
  live = live.slice(1);
  setVisibility('hidden');
  expect(fetch).toHaveBeenCalledTimes(1);
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('visible');
  act(() => comeBack());
  await vi.waitFor(async () => expect(await rows()).toHaveLength(1));
});

test('says why there is no list', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('no network');
  });
  const { user } = renderPage(<SessionsPage resumeSeconds={7200} reopenSeconds={600} />);
  await screen.findByRole('heading', { name: 'Can’t list running shells' });
  vi.stubGlobal('fetch', async () => Response.json({ items: live }));
  await user.click(screen.getByRole('button', { name: 'Refresh' }));
  expect(await rows()).toHaveLength(2);
});
