// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { LANGUAGES } from '#components/language/language.ts';
import { layOutLists, renderPage } from '#components/testing/dom.tsx';
import { router, visit } from '#components/testing/navigation.ts';
import { frameCatalog } from './catalog.ts';
import { ContextSwitch } from './context-switch.tsx';

vi.mock('next/navigation', () => import('#components/testing/navigation.ts'));

beforeEach(() => {
  visit('/pods');
  layOutLists();
  router.push.mockClear();
  // The list stays as it is when it cannot be read again.
  vi.stubGlobal('fetch', () => Promise.reject(new Error('down')));
});

const GOOD = { name: 'good', cluster: 'c', user: 'u', namespace: 'team-a' };
const BAD = { name: 'bad', cluster: '', user: 'u', namespace: 'default', problem: 'it names no cluster' };

test.each(LANGUAGES)('without a current context it asks for one, in %s', async (language) => {
  const messages = frameCatalog[language];
  const { user } = renderPage(<ContextSwitch contexts={{ items: [GOOD, BAD], current: '' }} />, language);
  await user.click(screen.getByRole('button', { name: new RegExp(messages.noContextChosen) }));
  await user.click(await screen.findByRole('option', { name: /good/ }));
  expect(router.push).toHaveBeenCalledWith('/pods?context=good');
});

test('a context that cannot be used is listed with its reason', async () => {
  const { user } = renderPage(<ContextSwitch contexts={{ items: [GOOD, BAD], current: 'good' }} />);
  await user.click(screen.getByRole('button', { name: /good/ }));
  const option = await screen.findByRole('option', { name: /bad/ });
  expect(option.textContent).toContain('Can’t be used: it names no cluster');
});

test('without any context it says so', () => {
  renderPage(<ContextSwitch contexts={{ items: [], current: '' }} />);
  screen.getByRole('button', { name: new RegExp(frameCatalog.en.noContexts) });
});

test('a context that was added to the kubeconfig is offered without a reload', async () => {
  vi.stubGlobal('fetch', async () => Response.json({ items: [BAD, GOOD], current: 'bad' }));
  const { user } = renderPage(<ContextSwitch contexts={{ items: [GOOD], current: 'good' }} />);
  await user.click(screen.getByRole('button', { name: /good/ }));
  await screen.findByRole('option', { name: /bad/ });
  // The page still shows the pods of the context that was current when it was loaded.
  screen.getByRole('button', { name: 'Context: good' });
  await user.keyboard('{Enter}');
  expect(router.push).not.toHaveBeenCalled();
});
