/**
 * One sign-in behind a load balancer that gives each request to another replica, with a provider whose refresh tokens
 * count once.
 */

import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { type JoinedPeers, joinPeers } from '#server/peers/joining/join-peers.ts';
import type { Peers } from '#server/peers/ports.ts';
import { FakePeerNetwork } from '#server/peers/testing/fake-peers.ts';
import { systemClock } from '#server/system-clock.ts';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import { hashOf } from '../hash-of.ts';
import {
  type Authenticating,
  ask,
  authenticatorFor,
  comeBack,
  goToProvider,
  ORIGIN,
  signIn,
} from './testing/signed-in.ts';
import { TestBrowser } from './testing/test-browser.ts';
import { startTestProvider, type TestProvider } from './testing/test-provider.ts';

let provider: TestProvider;
let clock: FakeClock;
let first: Authenticating;
let second: Authenticating;
let third: Authenticating;

/** Peers in one process, on the clock of the sign-ins. */
async function fakeNetwork(): Promise<readonly Peers[]> {
  const network = new FakePeerNetwork(clock);
  const all = NAMES.map((name) => network.start(name));
  await clock.advanceAsync(0);
  onTestFinished(() => network.dispose());
  return all;
}

/** Peers that reach each other over TLS. */
async function realListeners(): Promise<readonly Peers[]> {
  const joined: JoinedPeers[] = [];
  onTestFinished(async () => {
    for (const one of joined) await one.dispose();
  });
  for (const name of NAMES) {
    const one = joinPeers({
      settings: { secret: ['s'.repeat(32)], peerListen: '127.0.0.1:0', peerUrl: '' },
      places: {
        kind: 'list',
        urls: joined.map(({ listener }) => `https://127.0.0.1:${listener.address.port}`),
      },
      env: { POD_NAME: name },
      hostName: '',
      followEndpoints() {},
      clock: systemClock,
      logger: new RecordingLogger(),
      observer: undefined,
    });
    joined.push(one);
    await one.start();
  }
  await vi.waitUntil(() => joined.every(({ peers }) => peers.live.length === NAMES.length - 1));
  return joined.map(({ peers }) => peers);
}

const NAMES = ['web-1', 'web-2', 'web-3'];

describe.each([
  ['a network of the test', fakeNetwork],
  ['real listeners', realListeners],
])('over %s', (_name, connect) => {
  beforeEach(async () => {
    provider = await startTestProvider();
    clock = new FakeClock(Date.now());
    const all = (await connect()).map((peers) => authenticatorFor(provider, {}, { clock, peers }));
    [first, second, third] = all as [Authenticating, Authenticating, Authenticating];
  });

  /** The test provider's tokens live five minutes at first. */
  async function tokensExpire(): Promise<void> {
    provider.state.idTokenSeconds += 300;
    await clock.advanceAsync(301_000);
  }

  /** Sign-in is the first request to the token endpoint. */
  const SIGNED_IN = 1;

  test('twenty requests at the moment of expiry, spread over three replicas, make one refresh', async () => {
    const browser = await signIn(first);
    await tokensExpire();
    const all = [first, second, third];
    const asking = Array.from({ length: 20 }, (_, index) =>
      all[index % 3]?.authenticator.authenticate(browser.presented(ORIGIN)),
    );
    const answers = await Promise.all(asking);
    expect(provider.count('POST /token')).toBe(SIGNED_IN + 1);
    for (const answer of answers) {
      expect(answer?.caller.ended?.aborted).toBe(false);
      const later = new TestBrowser();
      later.keep(ORIGIN, answer?.setCookies ?? []);
      for (const one of all) await ask(one, later);
    }
    expect(provider.count('POST /token')).toBe(SIGNED_IN + 1);
  });

  test("a shell's owner that has had no request for three lives of the tokens renews", async () => {
    const browser = await signIn(first);
    const { credential, ended } = await ask(third, browser);
    if (credential.kind !== 'token') throw new Error('no token');
    for (const replica of [first, second, first]) {
      await tokensExpire();
      await ask(replica, browser);
    }
    await tokensExpire();
    const token = await credential.token();
    expect(ended?.aborted).toBe(false);
    expect(provider.count('POST /token')).toBe(SIGNED_IN + 4);
    const { credential: another } = await ask(second, browser);
    expect(another.kind === 'token' && (await another.token())).toBe(token);
  });

  test('each step of a sign-in may go to another replica, and the state counts once over all', async () => {
    const browser = new TestBrowser();
    const callback = await goToProvider(first, browser);
    const copy = browser.presented(ORIGIN);
    await comeBack(second, browser, callback);
    expect(await ask(third, browser)).toMatchObject({ displayName: 'alice' });
    for (const { authenticator } of [first, second, third]) {
      await expect(authenticator.finishSignIn?.(callback.searchParams, copy)).rejects.toMatchObject({
        code: 'sign-in-failed',
      });
    }
    expect(provider.count('POST /token')).toBe(SIGNED_IN);
  });

  test('a ticket for a frame is redeemed by another replica than has issued it, once over all', async () => {
    const secret = "the frame's secret";
    const frame = hashOf(secret);
    const browser = new TestBrowser();
    const begun = await first.authenticator.beginSignIn?.('/', browser.presented(ORIGIN), frame);
    browser.keep(ORIGIN, begun?.setCookies ?? []);
    const callback = await browser.followTo(ORIGIN, begun?.location ?? '');
    await comeBack(second, browser, callback);
    const claimed = await third.authenticator.claimTicket?.(frame, browser.presented(ORIGIN));
    const ticket = claimed?.ticket ?? '';
    const framed = new TestBrowser();
    const redeemed = await first.authenticator.redeemTicket?.(ticket, secret, framed.presented(ORIGIN));
    expect(redeemed?.caller).toMatchObject({ displayName: 'alice' });
    for (const { authenticator } of [first, second, third]) {
      await expect(
        authenticator.redeemTicket?.(ticket, secret, framed.presented(ORIGIN)),
      ).rejects.toMatchObject({
        code: 'sign-in-failed',
      });
    }
  });

  test('a sign-out ends the sign-in on all replicas, and the newest refresh token at the provider', async () => {
    const browser = await signIn(first);
    const copy = browser.presented(ORIGIN);
    const { ended } = await ask(third, browser);
    await tokensExpire();
    await ask(second, browser);
    await first.authenticator.signOut(copy);
    expect(ended?.aborted).toBe(true);
    for (const one of [first, second, third]) {
      await expect(ask(one, browser)).rejects.toMatchObject({ code: 'unauthenticated' });
    }
    await expect.poll(() => provider.count('POST /token/revocation')).toBe(1);
  });
});
