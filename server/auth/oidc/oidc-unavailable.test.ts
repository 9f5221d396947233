import { inspect } from 'node:util';
import { describe, expect, test, vi } from 'vitest';
import {
  ask,
  authenticatorFor,
  comeBack,
  goToProvider,
  ORIGIN,
  signIn,
  withRetries,
} from './testing/signed-in.ts';
import { TestBrowser } from './testing/test-browser.ts';
import { CLIENT_SECRET, startTestProvider, type TestProvider } from './testing/test-provider.ts';

const UNAVAILABLE = { code: 'sign-in-unavailable', message: expect.stringContaining('Try again') };
const METADATA = '/.well-known/openid-configuration';

describe.each(['down', 'slow', 'rubbish', 'busy', 'huge'] as const)('a provider that is %s', (fault) => {
  test('at the beginning is said, and asked again next time', async () => {
    const provider = await startTestProvider();
    const { authenticator } = authenticatorFor(provider);
    const begin = () => authenticator.beginSignIn?.('/', new TestBrowser().presented(ORIGIN));
    provider.state.faults.set(METADATA, fault);
    await expect(begin()).rejects.toMatchObject(UNAVAILABLE);
    provider.state.faults.clear();
    await expect(begin()).resolves.toMatchObject({ location: expect.stringContaining(provider.issuer) });
    await begin();
    expect(provider.count(`GET ${METADATA}`)).toBe(2);
  });

  test('at the end is said', async () => {
    const provider = await startTestProvider();
    const authenticating = authenticatorFor(provider);
    const browser = new TestBrowser();
    const callback = await goToProvider(authenticating, browser, '/pods');
    provider.state.faults.set('/token', fault);
    await expect(comeBack(authenticating, browser, callback)).rejects.toMatchObject({
      ...UNAVAILABLE,
      returnTo: '/pods',
    });
  });
});

test('nobody there is said too', async () => {
  const provider = await startTestProvider();
  await provider.stop();
  const { authenticator, logger } = authenticatorFor(provider);
  await expect(authenticator.beginSignIn?.('/', new TestBrowser().presented(ORIGIN))).rejects.toMatchObject(
    UNAVAILABLE,
  );
  expect(logger.of('warn')).toMatchObject([{ fields: { step: 'begin', why: 'ECONNREFUSED' } }]);
});

test('metadata of another issuer are not taken', async () => {
  const provider = await startTestProvider();
  const other = await startTestProvider();
  provider.state.faults.set(METADATA, (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ issuer: other.issuer, authorization_endpoint: `${other.issuer}/auth` }));
  });
  const { authenticator, logger } = authenticatorFor(provider);
  await expect(authenticator.beginSignIn?.('/', new TestBrowser().presented(ORIGIN))).rejects.toMatchObject(
    UNAVAILABLE,
  );
  expect(logger.of('warn')).toMatchObject([{ fields: { why: 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED' } }]);
});

test('an answer that leads elsewhere is not followed', async () => {
  const provider = await startTestProvider();
  const other = await startTestProvider();
  provider.state.faults.set(METADATA, (response) => {
    response.writeHead(302, { location: `${other.issuer}${METADATA}` }).end();
  });
  const { authenticator } = authenticatorFor(provider);
  await expect(authenticator.beginSignIn?.('/', new TestBrowser().presented(ORIGIN))).rejects.toMatchObject(
    UNAVAILABLE,
  );
  expect(other.state.requests).toEqual([]);
});

test('tokens are not sent in the clear, whatever the metadata say', async () => {
  const provider = await startTestProvider();
  provider.state.faults.set(METADATA, (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({
        issuer: provider.issuer,
        authorization_endpoint: `${provider.issuer}/auth`,
        token_endpoint: 'http://192.0.2.1/token',
      }),
    );
  });
  const authenticating = authenticatorFor(provider);
  await expect(signIn(authenticating)).rejects.toMatchObject({ code: 'sign-in-unavailable' });
  expect(authenticating.logger.of('warn')).toMatchObject([
    { fields: { why: 'an address that is not https' } },
  ]);
});

describe('metadata that were read', () => {
  const HOUR = 3_600_000;

  /** The provider's own metadata with changes. */
  async function says(provider: TestProvider, changes: object, headers: Record<string, string> = {}) {
    const own = (await (await fetch(`${provider.issuer}${METADATA}`)).json()) as object;
    provider.state.faults.set(METADATA, (response) => {
      response.writeHead(200, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify({ ...own, ...changes }));
    });
  }

  async function begun() {
    const provider = await startTestProvider();
    const authenticating = authenticatorFor(provider);
    const begin = async () => {
      const outcome = await authenticating.authenticator.beginSignIn?.(
        '/',
        new TestBrowser().presented(ORIGIN),
      );
      return outcome?.location?.split('?')[0];
    };
    return { provider, authenticating, begin };
  }

  test('are renewed when they are old, and until then those that are known serve', async () => {
    const { provider, authenticating, begin } = await begun();
    const [old, moved] = [`${provider.issuer}/auth`, `${provider.issuer}/elsewhere`];
    expect(await begin()).toBe(old);
    await says(provider, { authorization_endpoint: moved }, { 'cache-control': 'public, max-age=7200' });
    const { clock } = authenticating;
    clock.advance(HOUR - 1);
    const asked = provider.count(`GET ${METADATA}`);
    expect(await begin()).toBe(old);
    expect(provider.count(`GET ${METADATA}`)).toBe(asked);
    clock.advance(1);
    await vi.waitUntil(async () => (await begin()) === moved);
    expect(provider.count(`GET ${METADATA}`)).toBe(asked + 1);
    // The provider says for how long.
    clock.advance(2 * HOUR - 1);
    await begin();
    expect(provider.count(`GET ${METADATA}`)).toBe(asked + 1);
  });

  test('serve on while the provider is down', async () => {
    const { provider, authenticating, begin } = await begun();
    await begin();
    provider.state.faults.set(METADATA, 'down');
    authenticating.clock.advance(HOUR);
    await begin();
    await vi.waitUntil(() => authenticating.logger.of('warn').length > 0);
    expect(await begin()).toBe(`${provider.issuer}/auth`);
    expect(authenticating.logger.of('warn')).toMatchObject([{ fields: { why: 'UND_ERR_SOCKET' } }]);
  });

  test('are read again at once where an endpoint does not answer as expected', async () => {
    const { provider, authenticating } = await begun();
    const browser = await signIn(authenticating);
    provider.state.faults.set('/token', 'busy');
    provider.state.faults.set('/moved', (response) => {
      response.writeHead(400, { 'content-type': 'application/json' }).end('{"error":"invalid_grant"}');
    });
    await says(provider, { token_endpoint: `${provider.issuer}/moved` });
    // Old enough to be renewed.
    authenticating.clock.advance(285_000);
    await ask(authenticating, browser);
    authenticating.clock.advance(20_000);
    await expect(withRetries(authenticating, () => ask(authenticating, browser))).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    expect(provider.count('POST /moved')).toBe(1);
  });
});

test('no token, code or secret is in the log or in an error', async () => {
  const provider = await startTestProvider({ claims: { email: 'alice@example.com' } });
  const authenticating = authenticatorFor(provider);
  const browser = await signIn(authenticating);
  const { credential } = await ask(authenticating, browser);
  const token = credential.kind === 'token' ? await credential.token() : '';
  const written: unknown[] = [];
  // Rubbish that quotes what it was asked with, as some error pages do.
  provider.state.faults.set('/token', (response) => {
    response.writeHead(400, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: `bad ${token}`, error_description: `${CLIENT_SECRET} ${token}` }));
  });
  authenticating.clock.advance(285_000);
  await ask(authenticating, browser);
  const callback = await goToProvider(authenticating, browser);
  const code = callback.searchParams.get('code') ?? '';
  await comeBack(authenticating, browser, callback).catch((error: unknown) => written.push(error));
  expect(written).toHaveLength(1);
  const text = inspect([written, authenticating.logger.records], { depth: 20, maxStringLength: null });
  expect(authenticating.logger.of('warn').length).toBeGreaterThan(1);
  for (const secret of [token, CLIENT_SECRET, code]) expect(text).not.toContain(secret);
});
