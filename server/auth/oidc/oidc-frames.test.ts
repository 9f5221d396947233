/** Sign-ins for frames in pages of other sites: a window signs in at the provider, and hands the frame a ticket. */

import { beforeAll, expect, test } from 'vitest';
import type { Presented } from '#server/ports.ts';
import { hashOf } from '../hash-of.ts';
import { startProviderServer, type TestProvider } from './testing/provider-server.ts';
import { type Authenticating, ask, authenticatorFor, comeBack, ORIGIN, signIn } from './testing/signed-in.ts';
import { TestBrowser } from './testing/test-browser.ts';

const SECRET = "the frame's secret";
const FRAME = hashOf(SECRET);
const REFUSED = { code: 'sign-in-failed' };

let provider: TestProvider;
beforeAll(async () => {
  provider = await startProviderServer();
  return () => provider.stop();
});

/** A window that has signed in for the frame. */
async function windowOf({ authenticator }: Authenticating, frame = FRAME): Promise<TestBrowser> {
  const browser = new TestBrowser();
  const begun = await authenticator.beginSignIn?.('/signin?back=1', browser.presented(ORIGIN), frame);
  browser.keep(ORIGIN, begun?.setCookies ?? []);
  const callback = await browser.followTo(ORIGIN, begun?.location ?? '');
  const outcome = await comeBack({ authenticator }, browser, callback);
  expect(outcome).toMatchObject({ location: '/signin?back=1' });
  return browser;
}

async function ticketOf({ authenticator }: Authenticating, browser: TestBrowser, frame = FRAME) {
  const claimed = await authenticator.claimTicket?.(frame, browser.presented(ORIGIN));
  browser.keep(ORIGIN, claimed?.setCookies ?? []);
  return claimed?.ticket ?? '';
}

async function newTicket(authenticating: Authenticating): Promise<string> {
  return ticketOf(authenticating, await windowOf(authenticating));
}

/** The frame's cookies are apart from those of the window. */
async function redeemed({ authenticator }: Authenticating, ticket: string, secret = SECRET) {
  const frame = new TestBrowser();
  const outcome = await authenticator.redeemTicket?.(ticket, secret, frame.presented(ORIGIN));
  frame.keep(ORIGIN, outcome?.setCookies ?? []);
  return { frame, outcome };
}

test('the frame is signed in with cookies of its own, and the window is not', async () => {
  const authenticating = authenticatorFor(provider);
  const browser = await windowOf(authenticating);
  await expect(ask(authenticating, browser)).rejects.toMatchObject({ code: 'unauthenticated' });
  const { frame, outcome } = await redeemed(authenticating, await ticketOf(authenticating, browser));
  expect(await ask(authenticating, frame)).toMatchObject({ displayName: 'alice' });
  expect(outcome?.caller).toMatchObject({ displayName: 'alice' });
  for (const line of outcome?.setCookies ?? []) {
    expect(line).toMatch(/^podshell-frame(\.\d+)?=.*; HttpOnly; SameSite=None; Partitioned; Secure$/);
  }
});

test('a ticket is of use once, for a minute, and to the frame that wanted it', async () => {
  const authenticating = authenticatorFor(provider);
  const replayed = await newTicket(authenticating);
  await redeemed(authenticating, replayed);
  await expect(redeemed(authenticating, replayed)).rejects.toMatchObject(REFUSED);

  const stolen = await newTicket(authenticating);
  await expect(redeemed(authenticating, stolen, "another frame's")).rejects.toMatchObject(REFUSED);
  await expect(redeemed(authenticating, stolen)).rejects.toMatchObject(REFUSED);

  const late = await newTicket(authenticating);
  authenticating.clock.advance(60_000);
  await expect(redeemed(authenticating, late)).rejects.toMatchObject(REFUSED);
});

test('whoever knows the challenge gets no ticket: only the window that has signed in does, once', async () => {
  const authenticating = authenticatorFor(provider);
  const browser = await windowOf(authenticating);
  await expect(ticketOf(authenticating, new TestBrowser())).rejects.toMatchObject(REFUSED);
  await expect(ticketOf(authenticating, browser, hashOf('another'))).rejects.toMatchObject(REFUSED);
  await ticketOf(authenticating, browser);
  await expect(ticketOf(authenticating, browser)).rejects.toMatchObject(REFUSED);
});

test("a frame's cookie is none of our pages', and the other way round", async () => {
  const authenticating = authenticatorFor(provider);
  const { frame } = await redeemed(authenticating, await newTicket(authenticating));
  const page = await signIn(authenticating);
  const renamed = (browser: TestBrowser, from: string, to: string): Presented => {
    const { headers, peer } = browser.presented(ORIGIN);
    return { peer, headers: { cookie: [headers.cookie?.join().replace(from, to) ?? ''] } };
  };
  const { authenticator } = authenticating;
  for (const swapped of [
    renamed(frame, 'podshell-frame=', 'podshell='),
    renamed(page, 'podshell=', 'podshell-frame='),
  ]) {
    await expect(authenticator.authenticate(swapped)).rejects.toMatchObject({ code: 'unauthenticated' });
  }
});

test('signing out ends the sign-in of the frame, and copies of its cookie', async () => {
  const authenticating = authenticatorFor(provider);
  const { frame } = await redeemed(authenticating, await newTicket(authenticating));
  const copy = frame.presented(ORIGIN);
  const { authenticator } = authenticating;
  const { setCookies } = await authenticator.signOut(copy);
  expect(setCookies).toEqual([expect.stringMatching(/^podshell-frame=; .*Partitioned; Secure; Max-Age=0$/)]);
  await expect(authenticator.authenticate(copy)).rejects.toMatchObject({ code: 'unauthenticated' });
});

test('where a frame shows both, as in a page of the same site, that of our pages counts while it is good', async () => {
  const authenticating = authenticatorFor(provider);
  const { frame } = await redeemed(authenticating, await newTicket(authenticating));
  const page = await signIn(authenticating);
  const both = (): Presented => ({
    peer: '127.0.0.1',
    headers: { cookie: [`${page.cookieHeader(ORIGIN)}; ${frame.cookieHeader(ORIGIN)}`] },
  });
  const { authenticator } = authenticating;
  const keyOf = async () => {
    const { credential } = (await authenticator.authenticate(both())).caller;
    return credential.kind === 'token' ? credential.key : '';
  };
  const first = await keyOf();
  await authenticator.signOut(page.presented(ORIGIN));
  expect(await keyOf()).not.toBe(first);
  await authenticator.signOut(both());
  await expect(authenticator.authenticate(both())).rejects.toMatchObject({ code: 'unauthenticated' });
});
