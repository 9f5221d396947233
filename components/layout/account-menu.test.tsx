// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { accountCatalog } from '#components/account/catalog.ts';
import { LANGUAGES } from '#components/language/language.ts';
import { renderPage } from '#components/testing/dom.tsx';
import type { Me } from '#protocol/api.ts';
import { AccountMenu } from './account-menu.tsx';
import { frameCatalog } from './catalog.ts';

const assign = vi.fn();
const asked: string[] = [];

beforeEach(() => {
  asked.length = 0;
  assign.mockClear();
  vi.spyOn(window.location, 'assign').mockImplementation(assign);
});

function answerWith(answers: Readonly<Record<string, () => Response>>) {
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(url);
    return answers[url]?.() ?? new Response(null, { status: 500 });
  });
}

const ALICE: Me = {
  user: 'alice@example.com',
  groups: ['dev', 'system:authenticated'],
  mode: 'token',
  expiresAt: '2026-11-27T20:00:00Z',
};

describe.each(LANGUAGES)('in %s', (language) => {
  const messages = accountCatalog[language];
  const open = () => screen.getByRole('button', { name: frameCatalog[language].account });

  test('asks who the user is when it opens, and shows what the cluster says', async () => {
    answerWith({ '/api/me': () => Response.json(ALICE) });
    const { user } = renderPage(<AccountMenu />, language);
    expect(asked).toEqual([]);
    await user.click(open());
    await screen.findByText('alice@example.com');
    screen.getByText('system:authenticated');
    screen.getByText(messages.expires);
    screen.getByRole('button', { name: messages.signOut });
  });

  test('in mode kubeconfig nobody signs out', async () => {
    answerWith({ '/api/me': () => Response.json({ user: 'ada', groups: [], mode: 'kubeconfig' }) });
    const { user } = renderPage(<AccountMenu />, language);
    await user.click(open());
    await screen.findByText('ada');
    screen.getByText(messages.noGroups);
    expect(screen.queryByText(messages.groupsLeftOut)).toBeNull();
    expect(screen.queryByRole('button', { name: messages.signOut })).toBeNull();
  });

  test('groups that the identity provider has left out are missed', async () => {
    answerWith({ '/api/me': () => Response.json({ ...ALICE, groups: [], groupsLeftOut: true }) });
    const { user } = renderPage(<AccountMenu />, language);
    await user.click(open());
    await screen.findByText(messages.groupsLeftOut);
  });
});

test.each([
  ['to the start page', () => new Response(null, { status: 204 }), '/'],
  [
    'to the provider',
    () => Response.json({ location: 'https://id.example.com/end' }),
    'https://id.example.com/end',
  ],
  [
    'although the sign-in has ended',
    () => Response.json({ code: 'unauthenticated', detail: '' }, { status: 401 }),
    '/',
  ],
])('signing out leads %s', async (_where, answer, location) => {
  answerWith({ '/api/me': () => Response.json(ALICE), '/api/signout': answer });
  const { user } = renderPage(<AccountMenu />);
  await user.click(screen.getByRole('button', { name: 'Account' }));
  await user.click(await screen.findByRole('button', { name: 'Sign out' }));
  await waitFor(() => expect(assign).toHaveBeenCalledWith(location));
});

test('says why the cluster gives no answer, and asks again', async () => {
  let isDown = true;
  const down = () => Response.json({ code: 'cluster-unreachable', detail: 'No route.' }, { status: 503 });
  answerWith({ '/api/me': () => (isDown ? down() : Response.json(ALICE)) });
  const { user } = renderPage(<AccountMenu />);
  await user.click(screen.getByRole('button', { name: 'Account' }));
  expect((await screen.findByRole('alert')).textContent).toContain('No route.');
  isDown = false;
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  await screen.findByText('alice@example.com');
});
