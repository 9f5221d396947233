// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { contextsCatalog } from '#components/contexts/catalog.ts';
import { CurrentContextProvider } from '#components/contexts/context-name.tsx';
import { LANGUAGES } from '#components/language/language.ts';
import { linksCatalog } from '#components/links/catalog.ts';
import { recentsCatalog } from '#components/recents/catalog.ts';
import { decodePlaces } from '#components/recents/known-places-codec.ts';
import { renderPage } from '#components/testing/dom.tsx';
import { podsCatalog } from '../catalog.ts';
import { samplePod } from '../testing/sample-pods.ts';
import { PodShellButton } from './shell-button.tsx';

vi.mock('next/navigation', () => import('#components/testing/navigation.ts'));

const pod = samplePod({ namespace: 'team-a', name: 'web' });

function page(context: string | undefined, obstacle?: string) {
  return (
    <CurrentContextProvider name="current">
      <PodShellButton pod={pod} context={context} {...(obstacle === undefined ? {} : { obstacle })} />
    </CurrentContextProvider>
  );
}

const open = async (language: (typeof LANGUAGES)[number], context: string | undefined, obstacle?: string) => {
  const messages = podsCatalog[language];
  const where = contextsCatalog[language].where('team-a', context ?? 'current');
  const { user } = renderPage(page(context, obstacle), language);
  await user.click(screen.getByRole('button', { name: messages.moreActions('web', where) }));
  return { user, where, messages, links: linksCatalog[language] };
};

test.each(LANGUAGES)('every Shell button names namespace and context, in %s', (language) => {
  const messages = podsCatalog[language];
  const { where } = contextsCatalog[language];
  const [container] = pod.containers;
  const shellIn = (context: string) =>
    messages.shellIn('web', container?.name ?? '', where('team-a', context));
  const { rerender } = renderPage(page(undefined), language);
  screen.getByRole('link', { name: shellIn('current') });
  rerender(page('other'));
  screen.getByRole('link', { name: shellIn('other') });
  rerender(page('other', 'No.'));
  screen.getByRole('button', {
    name: messages.shellUnavailable('web', where('team-a', 'other'), 'No.'),
  });
});

test.each(LANGUAGES)('a copied link names the context that it was copied in, in %s', async (language) => {
  const { user, links } = await open(language, undefined);
  await user.click(await screen.findByRole('menuitem', { name: links.copyShellLink }));
  // The menu stays open, and its item says that the link is copied.
  await screen.findByText(links.copied);
  const container = pod.containers[0]?.name;
  expect(await navigator.clipboard.readText()).toBe(
    `${window.location.origin}/shell/team-a/web?container=${container}&context=current`,
  );
  await user.click(screen.getByRole('menuitem', { name: links.copyPodLink }));
  await waitFor(async () =>
    expect(await navigator.clipboard.readText()).toBe(
      `${window.location.origin}/pods/team-a/web?context=current`,
    ),
  );
});

test('every link to a shell names its context: the current one may be another in the next tab', async () => {
  const { user } = await open('en', undefined);
  const [button] = screen.getAllByRole('link');
  await screen.findAllByRole('menuitem');
  const items = screen.getAllByRole('menuitem').map((item) => item.getAttribute('href') ?? '');
  const shells = [button?.getAttribute('href') ?? '', ...items].filter((href) => href.startsWith('/shell/'));
  expect(shells.length).toBeGreaterThan(3);
  expect(shells.filter((href) => !href.includes('context=current'))).toEqual([]);
  await user.keyboard('{Escape}');
});

test('a clipboard that the browser blocks is reported', async () => {
  const { user, links } = await open('en', 'other');
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('no', 'NotAllowedError'));
  await user.click(await screen.findByRole('menuitem', { name: links.copyPodLink }));
  await screen.findByText(links.refused);
});

test('where no shell may be opened, there are links and favourites nevertheless', async () => {
  const { user } = await open('en', 'other', 'You don’t have permission.');
  const words = recentsCatalog.en;
  await user.click(await screen.findByRole('menuitem', { name: words.addFavorite }));
  const stored = () => decodePlaces(window.localStorage.getItem('podshell.places') ?? '').get('other');
  expect(stored()?.favouritePods).toEqual([{ namespace: 'team-a', pod: 'web' }]);
  await user.click(screen.getByRole('button', { name: /^More actions for web/ }));
  await user.click(await screen.findByRole('menuitem', { name: words.removeFavorite }));
  expect(stored()?.favouritePods).toEqual([]);
});
