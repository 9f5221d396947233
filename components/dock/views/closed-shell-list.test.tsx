// @vitest-environment happy-dom
import { act, screen, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { LANGUAGES } from '#components/language/language.ts';
import type { SessionFate } from '#components/sessions/use-session-fates.ts';
import { renderPage } from '#components/testing/dom.tsx';
import { dockCatalog } from '../catalog.ts';
import type { ClosedShell } from '../state/closed-shells.ts';
import { pane } from '../testing/any-dock.ts';
import { ClosedShellList } from './closed-shell-list.tsx';

const closed = (id: string): ClosedShell => ({
  id,
  place: { ...pane(id).place, context: 'stage' },
  container: 'main',
  kept: { sessionId: `session-of-${id}`, shownBytes: 0 },
});

function open(
  ids: readonly string[],
  language: (typeof LANGUAGES)[number] = 'en',
  fateOf: (id: string) => SessionFate | undefined = () => 'running',
) {
  const fates = new Map<string, SessionFate>();
  for (const id of ids) {
    const fate = fateOf(id);
    if (fate !== undefined) fates.set(closed(id).kept.sessionId, fate);
  }
  const act = { onReopen: vi.fn(), onEnd: vi.fn(), onDismiss: vi.fn() };
  const page = renderPage(
    <ClosedShellList shells={ids.map(closed)} fates={fates} reopenSeconds={90} {...act} />,
    language,
  );
  return { ...page, ...act, cards: screen.queryAllByRole('listitem') };
}

test('says where each shell runs and for how long, and opens, ends or forgets it', async () => {
  const { user, cards, onReopen, onEnd, onDismiss } = open(['a']);
  expect(cards.map(({ textContent }) => textContent)).toEqual([
    'Shell closed. pod-a · main (team-a · stage) keeps running for up to 90\u00a0s.ReopenEnd shell',
  ]);
  await user.click(screen.getByRole('button', { name: 'Reopen' }));
  await user.click(screen.getByRole('button', { name: 'End shell' }));
  await user.click(screen.getByRole('button', { name: 'Dismiss notification' }));
  expect([onReopen, onEnd, onDismiss].map(({ mock }) => mock.calls)).toEqual([
    [[closed('a')]],
    [[closed('a')]],
    [[[closed('a')]]],
  ]);
});

test.each(LANGUAGES)('many take no more room than three: the older ones are one, in %s', async (language) => {
  const { user, cards, onDismiss } = open(['a', 'b', 'c', 'd', 'e'], language);
  const words = dockCatalog[language].closed;
  const [older, ...newest] = cards;
  expect(newest.map(({ textContent }) => /pod-./.exec(textContent ?? '')?.[0])).toEqual(['pod-d', 'pod-e']);
  if (older === undefined) throw new Error('No card');
  expect(older.textContent).toContain(words.more(3, 90));
  expect(within(older).getByRole('link', { name: words.showAll }).getAttribute('href')).toBe('/sessions');
  await user.click(within(older).getByRole('button', { name: words.dismiss }));
  expect(onDismiss.mock.calls).toEqual([[['a', 'b', 'c'].map(closed)]]);
});

test.each<[SessionFate, string]>([
  ['gone', 'pod-a · main (team-a · stage) has ended since.'],
  [
    'output-left',
    'pod-a · main (team-a · stage) has ended since. Reopen the shell to read its last output.Reopen',
  ],
  ['unknown', 'Can’t reach the server: pod-a · main (team-a · stage) may have ended since.ReopenEnd shell'],
])('of a shell that is %s it does not say that it keeps running', (fate, text) => {
  const { cards } = open(['a'], 'en', () => fate);
  expect(cards.map(({ textContent }) => textContent)).toEqual([`Shell closed. ${text}`]);
});

test('nothing is said of a shell of which nothing is known yet', () => {
  const { cards } = open(['a', 'b'], 'en', (id) => (id === 'b' ? 'running' : undefined));
  expect(cards.map(({ textContent }) => /pod-./.exec(textContent ?? '')?.[0])).toEqual(['pod-b']);
});

test.each(LANGUAGES)(
  'of older shells it says only how many there are where not all run, in %s',
  (language) => {
    const { cards } = open(['a', 'b', 'c', 'd'], language, (id) => (id === 'a' ? 'gone' : 'running'));
    expect(cards[0]?.textContent).toContain(dockCatalog[language].closed.moreClosed(2));
  },
);

test('the notice of a shell that is gone goes by itself, and that of one that runs stays', () => {
  vi.useFakeTimers();
  const { onDismiss } = open(['a', 'b'], 'en', (id) => (id === 'a' ? 'gone' : 'running'));
  act(() => vi.advanceTimersByTime(11_999));
  expect(onDismiss).not.toHaveBeenCalled();
  act(() => vi.advanceTimersByTime(600_000));
  expect(onDismiss.mock.calls).toEqual([[[closed('a')]]]);
});
