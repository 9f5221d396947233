import { randomBytes } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { Presented } from '#server/ports.ts';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { FakeProvider, type FakeTokens, fakeTokensSchema, LIFE_MS } from '../sign-in/testing/fake-tokens.ts';
import { CookieSignIns } from './cookie-sign-ins.ts';
import { SealedCookies } from './sealed-cookies.ts';

let clock: FakeClock;
let provider: FakeProvider;

beforeEach(() => {
  clock = new FakeClock();
  provider = new FakeProvider(clock);
});

/** A process of its own; all have the same secret. */
function startProcess(tokens: z.ZodType<FakeTokens> = fakeTokensSchema): CookieSignIns<FakeTokens> {
  const cookies = new SealedCookies({ secrets: ['s'.repeat(32)], secure: false, path: '/' });
  return new CookieSignIns({
    name: 'podshell',
    cookies,
    signIns: provider.signIns(),
    tokens,
  });
}

function showing(setCookies: readonly string[]): Presented {
  return { headers: { cookie: setCookies.map((line) => line.split(';', 1)[0] ?? '') }, peer: '127.0.0.1' };
}

const NOBODY: Presented = { headers: {}, peer: '127.0.0.1' };
const UNAUTHENTICATED = { code: 'unauthenticated' };

test('the cookies of a sign-in show it, in another process too', async () => {
  const kept = startProcess();
  const { signIn, setCookies } = await kept.begin(provider.tokens('first'));
  const found = await kept.find(showing(setCookies));
  expect(found).toEqual({ signIn, setCookies: [] });
  expect((await startProcess().find(showing(setCookies))).signIn.kept).toEqual(signIn.kept);
});

test('without cookies, or with those of another mode, nobody is signed in', async () => {
  const { setCookies } = await startProcess().begin(provider.tokens('first'));
  await expect(startProcess().find(NOBODY)).rejects.toMatchObject(UNAUTHENTICATED);
  const another = z.object({ kind: z.literal('another') }) as unknown as z.ZodType<FakeTokens>;
  await expect(startProcess(another).find(showing(setCookies))).rejects.toMatchObject(UNAUTHENTICATED);
});

test('a browser with older tokens gets the newest', async () => {
  const kept = startProcess();
  const { setCookies: old } = await kept.begin(provider.tokens('first'));
  clock.advance(LIFE_MS);
  const finding = kept.find(showing(old));
  await expect.poll(() => provider.waiting).toBe(1);
  provider.grant('second');
  const { setCookies } = await finding;
  const { signIn } = await startProcess().find(showing(setCookies));
  expect(signIn.kept).toMatchObject({ version: 2, tokens: { name: 'second' } });
  expect((await kept.find(showing(setCookies))).setCookies).toEqual([]);
});

test('all answers to requests that arrive together have the same pieces', async () => {
  const kept = startProcess();
  const { setCookies } = await kept.begin(provider.tokens('first'));
  clock.advance(LIFE_MS);
  const finding = [1, 2, 3].map(() => kept.find(showing(setCookies)));
  await expect.poll(() => provider.waiting).toBe(1);
  provider.grant(randomBytes(9000).toString('base64url'));
  const [one, ...others] = (await Promise.all(finding)).map((found) => found.setCookies);
  expect(one?.length).toBeGreaterThan(2);
  for (const other of others) expect(other).toEqual(one);
});

test('pieces of a longer sign-in that are left over are removed', async () => {
  const kept = startProcess();
  const long = await kept.begin(provider.tokens(randomBytes(9000).toString('base64url')));
  const short = await kept.begin(provider.tokens('short'), showing(long.setCookies));
  const [set, ...removed] = short.setCookies;
  expect(set).toMatch(/^podshell=1\./);
  expect(removed).toHaveLength(long.setCookies.length - 1);
  for (const line of removed) expect(line).toMatch(/^podshell\.\d+=; .*Max-Age=0$/);
});

test('a sign-in that does not fit into cookies is refused in words', async () => {
  const large = randomBytes(60_000).toString('base64url');
  await expect(startProcess().begin(provider.tokens(large))).rejects.toMatchObject({
    code: 'sign-in-failed',
    message: expect.stringContaining('too large'),
  });
});

test('one that grows too large by a renewal ends', async () => {
  const kept = startProcess();
  const { signIn, setCookies } = await kept.begin(provider.tokens('first'));
  clock.advance(LIFE_MS);
  const finding = kept.find(showing(setCookies));
  await expect.poll(() => provider.waiting).toBe(1);
  provider.grant(randomBytes(60_000).toString('base64url'));
  await expect(finding).rejects.toMatchObject(UNAUTHENTICATED);
  expect(signIn.ended.aborted).toBe(true);
});

test('ending removes the cookies, and copies of them open nothing', async () => {
  const kept = startProcess();
  const { signIn, setCookies } = await kept.begin(provider.tokens('first'));
  const ending = await kept.end(showing(setCookies));
  expect(ending.ended).toEqual(signIn.kept);
  expect(ending.setCookies).toEqual([expect.stringMatching(/^podshell=; .*Max-Age=0$/)]);
  await expect(kept.find(showing(setCookies))).rejects.toMatchObject(UNAUTHENTICATED);
  expect(await kept.end(NOBODY)).toEqual({ ended: undefined, setCookies: [] });
});
