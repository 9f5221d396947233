/** The authenticator of mode `oidc` in front of the test provider. */

import { loadSettings } from '#server/config/load-settings.ts';
import type { Settings } from '#server/config/settings.ts';
import type { Peers } from '#server/peers/ports.ts';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { lonePeers } from '#server/testing/lone-peers.ts';
import { RecordingLogger } from '#server/testing/recording-logger.ts';
import { SealedCookies } from '../../cookies/sealed-cookies.ts';
import { createOidcAuthenticator } from '../oidc-authenticator.ts';
import { createProviderFetch } from '../provider-fetch.ts';
import { TestBrowser } from './test-browser.ts';
import { CLIENT_ID, CLIENT_SECRET, type TestProvider } from './test-provider.ts';

/** Where the browser of the tests reaches Podshell. Nobody listens there. */
export const ORIGIN = 'http://127.0.0.1:3110';

/** The default settings of mode `oidc` with the test provider. */
export function settingsFor(issuer: string, changes: Partial<Settings> = {}): Settings {
  const loaded = loadSettings({});
  if (loaded.kind === 'bad') throw new Error(loaded.message);
  const ours = { oidcIssuer: issuer, oidcClientId: CLIENT_ID, oidcClientSecret: CLIENT_SECRET };
  return { ...loaded.settings, ...ours, ...changes };
}

/** The clock, which starts with the provider's time, and what a replica knows of others. */
interface Replicated {
  readonly clock: FakeClock;
  readonly peers: Peers;
}

/** How long a provider may take that answers: a busy machine is no failing provider. Milliseconds. */
const PATIENCE_MS = 10_000;

/** How long one is waited for that is told not to answer. Milliseconds. */
const SLOW_MS = 50;

/** An authenticator. All of them open each other's cookies, as after a restart. */
export function authenticatorFor(
  { issuer, state }: Pick<TestProvider, 'issuer' | 'state'>,
  changes: Partial<Settings> = {},
  { clock, peers }: Replicated = { clock: new FakeClock(Date.now()), peers: lonePeers() },
) {
  const logger = new RecordingLogger();
  const authenticator = createOidcAuthenticator({
    settings: settingsFor(issuer, changes),
    cookies: new SealedCookies({
      secrets: ['a secret of the tests, 32 characters'],
      secure: false,
      path: '/',
    }),
    clock,
    logger,
    peers,
    fetch: (url, request) => {
      const { pathname } = new URL(url);
      const isSlow = [...state.faults].some(([path, fault]) => fault === 'slow' && pathname.startsWith(path));
      return createProviderFetch(isSlow ? SLOW_MS : PATIENCE_MS)(url, request);
    },
  });
  return { authenticator, clock, logger };
}

/** At least the longest wait between two attempts to renew a sign-in. */
const RETRY_MS = 2500;

export type Authenticating = ReturnType<typeof authenticatorFor>;

/** The browser goes to the provider; returns the callback URL that the provider leads it to. */
export async function goToProvider(
  { authenticator }: Pick<Authenticating, 'authenticator'>,
  browser: TestBrowser,
  returnTo = '/pods',
): Promise<URL> {
  const begun = await authenticator.beginSignIn?.(returnTo, browser.presented(ORIGIN));
  browser.keep(ORIGIN, begun?.setCookies ?? []);
  return browser.followTo(ORIGIN, begun?.location ?? '');
}

/** The browser comes back from the provider. */
export async function comeBack(
  { authenticator }: Pick<Authenticating, 'authenticator'>,
  browser: TestBrowser,
  { searchParams }: URL,
) {
  const outcome = await authenticator.finishSignIn?.(searchParams, browser.presented(ORIGIN));
  browser.keep(ORIGIN, outcome?.setCookies ?? []);
  return outcome;
}

/** A browser that has signed in. */
export async function signIn(authenticating: Authenticating, returnTo?: string): Promise<TestBrowser> {
  const browser = new TestBrowser();
  await comeBack(authenticating, browser, await goToProvider(authenticating, browser, returnTo));
  return browser;
}

/** The caller that the browser's cookies show; new cookies are kept. */
export async function ask({ authenticator }: Authenticating, browser: TestBrowser) {
  const who = await authenticator.authenticate(browser.presented(ORIGIN));
  browser.keep(ORIGIN, who.setCookies ?? []);
  return who.caller;
}

/** Lets retries happen: moves the clock whenever `work` waits for it. */
export async function withRetries<T>(
  { clock }: Pick<Authenticating, 'clock'>,
  work: () => Promise<T>,
  beforeRetry = () => {},
): Promise<T> {
  const timers = clock.pendingTimers;
  const working = work();
  let isDone = false;
  const done = () => {
    isDone = true;
  };
  working.then(done, done);
  while (!isDone) {
    await new Promise((resolve) => setImmediate(resolve));
    if (clock.pendingTimers <= timers) continue;
    beforeRetry();
    clock.advance(RETRY_MS);
  }
  return working;
}
