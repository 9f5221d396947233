// @vitest-environment happy-dom
import { act, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { noteSignInEnded } from '#components/failures/sign-in-end.ts';
import { announceSignIn, wantSignIn } from '#components/failures/sign-in-next.ts';
import { LANGUAGES } from '#components/language/language.ts';
import { renderPage } from '#components/testing/dom.tsx';
import { router, visit } from '#components/testing/navigation.ts';
import { signInCatalog } from './catalog.ts';
import { SignInWatch } from './sign-in-watch.tsx';

vi.mock('next/navigation', () => import('#components/testing/navigation.ts'));

const sent: unknown[] = [];
let isSignedIn = false;

beforeEach(() => {
  visit('/pods');
  router.refresh.mockClear();
  sent.length = 0;
  isSignedIn = false;
  vi.stubGlobal('fetch', async (_url: string, { method, body }: RequestInit) => {
    if (method === 'HEAD') return new Response(null, { status: isSignedIn ? 200 : 401 });
    sent.push(JSON.parse(String(body)));
    return new Response(null, { status: 204 });
  });
});

async function end() {
  act(() => noteSignInEnded());
  await screen.findByRole('alert');
}

describe.each(LANGUAGES)('in %s', (language) => {
  const messages = signInCatalog[language];

  test('mode token: one notice, a dialog, and the focus back where it was', async () => {
    const { user } = renderPage(
      <>
        <textarea aria-label="terminal" />
        <SignInWatch mode="token" context="admin" />
      </>,
      language,
    );
    const terminal = screen.getByRole('textbox', { name: 'terminal' });
    terminal.focus();
    await end();
    await end();
    await user.click(screen.getByRole('button', { name: messages.signIn }));
    screen.getByRole('dialog', { name: messages.again });
    await user.type(screen.getByLabelText(messages.token), 'secret{Enter}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(screen.queryByRole('alert')).toBeNull();
    expect(sent).toEqual([{ token: 'secret', context: 'admin' }]);
    expect(router.refresh).toHaveBeenCalledOnce();
    expect(document.activeElement).toBe(terminal);
  });
});

test('mode oidc: a window of its own, which comes back to a page that closes it', async () => {
  const open = vi.spyOn(window, 'open').mockReturnValue(null);
  const { user } = renderPage(<SignInWatch mode="oidc" context="" />);
  await end();
  await user.click(screen.getByRole('button', { name: 'Sign in' }));
  expect(open.mock.calls[0]?.[0]).toBe('/api/signin/oidc?returnTo=%2Fsignin%3Fpopup%3D1');
  act(() => announceSignIn());
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
});

test('a terminal that fills the window says it itself, and its button leads here, however early it is clicked', async () => {
  visit('/shell/team-a/debian');
  renderPage(<SignInWatch mode="token" context="" />);
  act(() => noteSignInEnded());
  act(() => expect(wantSignIn()).toBe(true));
  expect(screen.queryByRole('alert')).toBeNull();
  await screen.findByRole('dialog', { name: 'Sign in again' });
});

test('a sign-in elsewhere is noticed when the user comes back', async () => {
  renderPage(<SignInWatch mode="oidc" context="" />);
  await end();
  window.dispatchEvent(new Event('focus'));
  screen.getByRole('alert');
  isSignedIn = true;
  window.dispatchEvent(new Event('focus'));
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
});
