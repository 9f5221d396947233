/** Ends the sign-in of this browser, or of this frame, over the API. */

import { leaveToNobody } from '#components/addresses/kept-for-user.ts';
import { served } from '#components/addresses/served.ts';
import { signOutRoute } from '#components/addresses/sign-in-addresses.ts';
import { ask, type Failure } from './read-failure.ts';

export type SignOut =
  /** `location`: the provider's page to sign out there too, or ours. */
  | { readonly kind: 'signed-out'; readonly location: string }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** What this tab keeps for the user is removed when its next page loads. Never rejects. */
export async function signOut(): Promise<SignOut> {
  const answer = await ask(
    () => fetch(signOutRoute(), { method: 'POST' }),
    // 200 with the provider's page, or 204.
    async (response) => (response.status === 200 ? ((await response.json()) as { location: string }) : null),
  );
  // A sign-in that has ended meanwhile is what was wanted.
  if (answer.kind === 'failed' && answer.failure.code !== 'unauthenticated') return answer;
  leaveToNobody();
  return {
    kind: 'signed-out',
    location: (answer.kind === 'answered' && answer.body?.location) || served('/'),
  };
}
