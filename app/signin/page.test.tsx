import { afterEach, expect, test } from 'vitest';
import { FrameSignInPage } from '#components/sign-in/frame-sign-in-page.tsx';
import { SignInPage } from '#components/sign-in/sign-in-page.tsx';
import { PodshellError } from '#protocol/problem.ts';
import { type Runtime, setRuntime } from '#server/runtime.ts';
import { fakeRuntime } from '../api/testing/fake-runtime.ts';
import Page from './page.tsx';

afterEach(() => setRuntime(undefined));

/** What a visitor who is not signed in gets. */
function pageFor(mode: Runtime['signIn']['mode'], search: Readonly<Record<string, string | undefined>>) {
  const { signIn } = fakeRuntime();
  const caller = () => {
    throw new PodshellError('unauthenticated', 'Nobody is signed in.');
  };
  setRuntime(fakeRuntime({ signIn: { ...signIn, mode }, caller }));
  return Page({ searchParams: Promise.resolve(search) });
}

const frame = 'c'.repeat(43);

test.each([{}, { frame }, { frame, back: '1' }, { returnTo: `/signin?frame=${frame}` }])(
  'in a frame there is nothing to type, whatever else the address says: %j',
  async (search) => {
    for (const mode of ['token', 'oidc'] as const) {
      expect((await pageFor(mode, { ...search, embed: '1' })).type).toBe(FrameSignInPage);
    }
  },
);

test('in a frame behind a proxy, the page says where to sign in', async () => {
  expect((await pageFor('proxy', { embed: '1' })).type).toBe(SignInPage);
});

test('a window that a frame has opened signs in for it, also after a sign-in that failed', async () => {
  for (const search of [{ frame }, { returnTo: `/signin?frame=${frame}`, problem: 'sign-in-failed' }]) {
    const { type, props } = await pageFor('oidc', search);
    expect(type).toBe(SignInPage);
    expect(props).toMatchObject({ frame: { challenge: frame, isBack: false } });
  }
});
