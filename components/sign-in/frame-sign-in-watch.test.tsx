// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest';
import { announceSignIn } from '#components/failures/sign-in-next.ts';
import { renderPage } from '#components/testing/dom.tsx';
import { router } from '#components/testing/navigation.ts';
import { FrameSignInWatch } from './frame-sign-in-watch.tsx';

vi.mock('next/navigation', () => import('#components/testing/navigation.ts'));

afterEach(() => router.refresh.mockClear());

test('after a sign-in the frame learns whose it is: somebody else must not see the terminal', async () => {
  renderPage(<FrameSignInWatch />);
  announceSignIn();
  await vi.waitFor(() => expect(router.refresh).toHaveBeenCalledOnce());
});
