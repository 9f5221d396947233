// @vitest-environment happy-dom
import { render, screen, waitFor } from '@testing-library/react';
import { renderToString } from 'react-dom/server';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { LANGUAGES } from '#components/language/language.ts';
import { InEnglish, renderPage } from '#components/testing/dom.tsx';
import { signInCatalog } from './catalog.ts';
import { SignInPage, type SignInPageProps } from './sign-in-page.tsx';

const PROPS: SignInPageProps = {
  mode: 'token',
  place: { context: 'admin', host: 'cluster.example:6443' },
  provider: '',
  returnTo: '/pods?namespace=team-a',
  wantedContext: '',
  problem: '',
  switches: null,
};

const sent: unknown[] = [];
const assign = vi.fn();

beforeEach(() => {
  sent.length = 0;
  assign.mockClear();
  vi.spyOn(window.location, 'assign').mockImplementation(assign);
});

function answerWith(...responses: Response[]) {
  vi.stubGlobal('fetch', async (_url: string, init: RequestInit) => {
    sent.push(JSON.parse(String(init.body)));
    return responses.shift() ?? new Response(null, { status: 204 });
  });
}

const refused = (status: number, code: string, headers: Record<string, string> = {}) =>
  Response.json({ code, detail: 'The server said so.' }, { status, headers });

describe.each(LANGUAGES)('in %s', (language) => {
  const messages = signInCatalog[language];

  test('mode token says where, takes a token by Enter, and goes on', async () => {
    answerWith();
    const { user } = renderPage(<SignInPage {...PROPS} />, language);
    screen.getByText('cluster.example:6443');
    const field = screen.getByLabelText<HTMLInputElement>(messages.token);
    expect(document.activeElement).toBe(field);
    expect(field.type).toBe('password');
    expect(field.name).toBe('');
    await user.keyboard('secret{Enter}');
    await waitFor(() => expect(assign).toHaveBeenCalledWith(PROPS.returnTo));
    expect(sent).toEqual([{ token: 'secret' }]);
    expect(field.value).toBe('');
  });

  test('mode oidc leads to the provider by its name', () => {
    renderPage(<SignInPage {...PROPS} mode="oidc" provider="id.example.com" />, language);
    const link = screen.getByRole('link', { name: messages.signInWith('id.example.com') });
    expect(link.getAttribute('href')).toBe('/api/signin/oidc?returnTo=%2Fpods%3Fnamespace%3Dteam-a');
    expect(document.activeElement).toBe(link);
  });

  test('mode proxy says what is missing and offers another try', () => {
    renderPage(<SignInPage {...PROPS} mode="proxy" />, language);
    screen.getByText(messages.proxyText);
    expect(screen.getByRole('link', { name: messages.tryAgain }).getAttribute('href')).toBe(PROPS.returnTo);
  });
});

test('the current context and its cluster are not shown beside a field for another one', async () => {
  const { user } = renderPage(<SignInPage {...PROPS} />);
  screen.getByText('cluster.example:6443');
  await user.click(screen.getByRole('button', { name: signInCatalog.en.otherContext }));
  expect(screen.queryByText('cluster.example:6443')).toBeNull();
});

test('a user who is in another field before the page has its code stays there', () => {
  const page = (
    <InEnglish>
      <SignInPage {...PROPS} wantedContext="other" />
    </InEnglish>
  );
  const container = document.body.appendChild(document.createElement('main'));
  container.innerHTML = renderToString(page);
  const field = screen.getByLabelText(signInCatalog.en.contextField);
  field.focus();
  render(page, { container, hydrate: true });
  expect(document.activeElement).toBe(field);
});

test('a rejected token is said at its field, which keeps the focus', async () => {
  answerWith(refused(401, 'token-rejected'));
  const { user } = renderPage(<SignInPage {...PROPS} />);
  await user.keyboard('wrong{Enter}');
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('The server said so.');
  const field = screen.getByLabelText('Token');
  expect(field.getAttribute('aria-invalid')).toBe('true');
  expect(field.getAttribute('aria-describedby')).toBe(alert.id);
  expect(document.activeElement).toBe(field);
  expect(assign).not.toHaveBeenCalled();
});

test('after too many attempts it counts the seconds, and sends none', async () => {
  answerWith(refused(429, 'too-many-attempts', { 'retry-after': '42' }));
  const { user } = renderPage(<SignInPage {...PROPS} />);
  await user.keyboard('wrong{Enter}');
  await screen.findByText(/Try again in 4[12] s/);
  await user.keyboard('{Enter}');
  expect(sent).toHaveLength(1);
});

test('another context is named on request', async () => {
  answerWith();
  const { user } = renderPage(<SignInPage {...PROPS} />);
  await user.click(screen.getByRole('button', { name: 'Use another context' }));
  await user.type(screen.getByLabelText('Context'), 'staging');
  await user.type(screen.getByLabelText('Token'), 'secret{Enter}');
  await waitFor(() => expect(sent).toEqual([{ token: 'secret', context: 'staging' }]));
});

test('the context of the page to return to is named from the start', async () => {
  renderPage(<SignInPage {...PROPS} wantedContext="staging" />);
  expect(screen.getByLabelText<HTMLInputElement>('Context').value).toBe('staging');
});

test('the token is shown and hidden on request', async () => {
  const { user } = renderPage(<SignInPage {...PROPS} />);
  const field = screen.getByLabelText<HTMLInputElement>('Token');
  await user.click(screen.getByRole('button', { name: 'Show token' }));
  expect(field.type).toBe('text');
  await user.click(screen.getByRole('button', { name: 'Hide token' }));
  expect(field.type).toBe('password');
});

test('the fragment of the address goes along', async () => {
  answerWith();
  window.history.replaceState(null, '', '/signin#containers');
  const { user } = renderPage(<SignInPage {...PROPS} />);
  await user.keyboard('secret{Enter}');
  await waitFor(() => expect(assign).toHaveBeenCalledWith(`${PROPS.returnTo}#containers`));
  window.history.replaceState(null, '', '/');
});

test.each([
  ['sign-in-failed', 'Sign-in failed'],
  ['sign-in-unavailable', 'Identity provider unavailable'],
  ['made-up', 'Request failed'],
])('explains the problem %s', (problem, title) => {
  renderPage(<SignInPage {...PROPS} mode="oidc" problem={problem} />);
  expect(screen.getByRole('alert').textContent).toContain(title);
});
