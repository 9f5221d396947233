// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest';
import { readFailure } from './read-failure.ts';
import { onSignInEnded } from './sign-in-end.ts';
import { announceSignIn, onSignedIn, onSignInWanted, wantSignIn } from './sign-in-next.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

test.each([
  ['our refusal', Response.json({ code: 'unauthenticated', detail: 'No.' }, { status: 401 }), 1],
  ['the refusal of a proxy', new Response('Sign in first', { status: 401 }), 1],
  ['a token that is rejected', Response.json({ code: 'token-rejected', detail: 'No.' }, { status: 401 }), 0],
  [
    'a refusal by the cluster',
    Response.json({ code: 'cluster-unauthenticated', detail: '' }, { status: 401 }),
    0,
  ],
  ['another failure', Response.json({ code: 'forbidden', detail: '' }, { status: 403 }), 0],
])('%s ends the sign-in %#', async (_what, response, times) => {
  const noted = vi.fn();
  stops.push(onSignInEnded(noted));
  await readFailure(response);
  expect(noted).toHaveBeenCalledTimes(times);
});

test('a sign-in is announced to everybody who waits, in this window too', async () => {
  const heard = [vi.fn(), vi.fn()];
  for (const listener of heard) stops.push(onSignedIn(listener));
  const late = vi.fn();
  onSignedIn(late)();
  announceSignIn();
  for (const listener of heard) await vi.waitFor(() => expect(listener).toHaveBeenCalledOnce());
  expect(late).not.toHaveBeenCalled();
});

test('whoever wants to sign in learns whether the page takes care of it', () => {
  expect(wantSignIn()).toBe(false);
  const wanted = vi.fn();
  stops.push(onSignInWanted(wanted));
  expect(wantSignIn()).toBe(true);
  expect(wanted).toHaveBeenCalledOnce();
});
