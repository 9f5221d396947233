// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { LANGUAGES } from '#components/language/language.ts';
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

function open(ids: readonly string[], language: (typeof LANGUAGES)[number] = 'en') {
  const act = { onReopen: vi.fn(), onEnd: vi.fn(), onDismiss: vi.fn() };
  const page = renderPage(<ClosedShellList shells={ids.map(closed)} reopenSeconds={90} {...act} />, language);
  return { ...page, ...act, cards: screen.getAllByRole('listitem') };
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
