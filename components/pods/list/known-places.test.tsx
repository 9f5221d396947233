// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { contextsCatalog } from '#components/contexts/catalog.ts';
import { CurrentContextProvider } from '#components/contexts/context-name.tsx';
import { LANGUAGES } from '#components/language/language.ts';
import { recentsCatalog } from '#components/recents/catalog.ts';
import {
  favouriteNamespaceToggled,
  favouritePodToggled,
  namespaceChosen,
  podOpened,
} from '#components/recents/known-places.ts';
import { decodePlaces } from '#components/recents/known-places-codec.ts';
import { changeKnownPlaces } from '#components/recents/use-known-places.ts';
import { layOutLists, renderPage } from '#components/testing/dom.tsx';
import { visit } from '#components/testing/navigation.ts';
import { podsCatalog } from '../catalog.ts';
import { KnownPodsMenu } from './known-pods-menu.tsx';
import { NamespacePicker } from './namespace-picker.tsx';

vi.mock('next/navigation', () => import('#components/testing/navigation.ts'));

beforeEach(() => {
  visit('/pods');
  layOutLists();
  // The list stays as it is when it cannot be read again.
  vi.stubGlobal('fetch', () => Promise.reject(new Error('down')));
});

const listOf = (complete: boolean, ...names: string[]) => ({
  items: names.map((name) => ({ name, phase: 'Active' })),
  complete,
});

function picker(initial: ReturnType<typeof listOf>, namespaces: readonly string[] = []) {
  return (
    <CurrentContextProvider name="current">
      <NamespacePicker context={undefined} namespaces={namespaces} initial={initial} onChoose={() => {}} />
    </CurrentContextProvider>
  );
}

const optionNames = async () =>
  (await screen.findAllByRole('option')).slice(1).map((option) => option.textContent);

test('favourite namespaces come first, then recent ones, then the others', async () => {
  changeKnownPlaces('current', (places) => namespaceChosen(places, 'c'));
  changeKnownPlaces('current', (places) => favouriteNamespaceToggled(places, 'd'));
  changeKnownPlaces('current', (places) => favouriteNamespaceToggled(places, 'deleted'));
  changeKnownPlaces('other', (places) => namespaceChosen(places, 'b'));
  const { user } = renderPage(picker(listOf(true, 'a', 'b', 'c', 'd')));
  await user.click(screen.getByRole('button', { name: /Namespace/ }));
  await waitFor(async () => expect(await optionNames()).toEqual(['d', 'c', 'a', 'b']));
});

test('known namespaces are offered to those who may not list namespaces', async () => {
  changeKnownPlaces('current', (places) => namespaceChosen(places, 'mine'));
  const { user } = renderPage(picker(listOf(false, 'default')));
  await user.click(screen.getByRole('button', { name: /Namespace/ }));
  await waitFor(async () => expect(await optionNames()).toEqual(['mine', 'default']));
});

test.each(LANGUAGES)('the chosen namespace becomes a favourite, in %s', async (language) => {
  const words = recentsCatalog[language];
  const { user } = renderPage(picker(listOf(true, 'a', 'b'), ['b']), language);
  await user.click(screen.getByRole('button', { name: new RegExp(podsCatalog[language].namespace) }));
  await user.click(await screen.findByRole('button', { name: words.addNamespace('b') }));
  await screen.findByRole('button', { name: words.removeNamespace('b') });
  await waitFor(async () => expect(await optionNames()).toEqual(['b', 'a']));
});

test('a chosen namespace is a recent one', async () => {
  const { user } = renderPage(picker(listOf(true, 'a', 'b')));
  await user.click(screen.getByRole('button', { name: /Namespace/ }));
  await user.click(await screen.findByRole('option', { name: 'b' }));
  await waitFor(() => {
    const stored = decodePlaces(window.localStorage.getItem('podshell.places') ?? '');
    expect(stored.get('current')?.recentNamespaces).toEqual(['b']);
  });
});

test.each(LANGUAGES)('favourite and recent pods lead to their shells, in %s', async (language) => {
  const messages = podsCatalog[language];
  const words = recentsCatalog[language];
  changeKnownPlaces('current', (places) => podOpened(places, { namespace: 'team-a', pod: 'web' }));
  changeKnownPlaces('current', (places) => podOpened(places, { namespace: 'team-b', pod: 'web' }));
  changeKnownPlaces('current', (places) => favouritePodToggled(places, { namespace: 'team-a', pod: 'web' }));
  const { user } = renderPage(
    <CurrentContextProvider name="current">
      <KnownPodsMenu context={undefined} />
    </CurrentContextProvider>,
    language,
  );
  await user.click(screen.getByRole('button', { name: messages.knownPods }));
  const nameOf = (namespace: string, why: string) =>
    words.shellIn('web', contextsCatalog[language].where(namespace, 'current'), why);
  const items = await screen.findAllByRole('menuitem');
  expect(items.map((item) => item.getAttribute('aria-label'))).toEqual([
    nameOf('team-a', words.favorite),
    nameOf('team-b', words.recent),
  ]);
  expect(items.map((item) => item.getAttribute('href'))).toEqual([
    '/shell/team-a/web?context=current',
    '/shell/team-b/web?context=current',
  ]);
});

test('without any, the menu says how a pod gets there', async () => {
  const { user } = renderPage(<KnownPodsMenu context="empty" />);
  await user.click(screen.getByRole('button', { name: podsCatalog.en.knownPods }));
  await screen.findByText(recentsCatalog.en.none);
});

test.each(LANGUAGES)(
  'a pod that was deleted is removed, and one that nobody may list is not called deleted, in %s',
  async (language) => {
    const messages = podsCatalog[language];
    const words = recentsCatalog[language];
    const place = (namespace: string) => contextsCatalog[language].where(namespace, 'rollout');
    for (const [namespace, pod] of [
      ['team-a', 'web'],
      ['team-a', 'gone'],
      ['hidden', 'db'],
    ] as const)
      changeKnownPlaces('rollout', (places) => podOpened(places, { namespace, pod }));
    vi.stubGlobal('fetch', async () => Response.json({ items: [{ namespace: 'team-a', name: 'web' }] }));
    const { user } = renderPage(
      <CurrentContextProvider name="rollout">
        <KnownPodsMenu context={undefined} />
      </CurrentContextProvider>,
      language,
    );
    await user.click(screen.getByRole('button', { name: messages.knownPods }));
    await user.click(await screen.findByRole('menuitem', { name: words.forget('gone', place('team-a')) }));
    await waitFor(() => expect(screen.getAllByRole('menuitem')).toHaveLength(2));
    const stored = decodePlaces(window.localStorage.getItem('podshell.places') ?? '').get('rollout');
    expect(stored?.recentPods.map(({ pod }) => pod)).toEqual(['db', 'web']);
  },
);
