/** Signs in with a token, over the API. */

import { signInRoute } from '#components/addresses/sign-in-addresses.ts';
import { ask, type Failure } from '#components/failures/read-failure.ts';
import type { FrameTicket } from '#protocol/api.ts';

export type SignInResult =
  /** `ticket`: for the frame that is signed in with it. */
  | { readonly kind: 'signed-in'; readonly ticket?: string }
  /** `waitSeconds`: when the server takes the next attempt; 0: now. */
  | { readonly kind: 'failed'; readonly failure: Failure; readonly waitSeconds: number };

/**
 * Sends the token in the body, never in the URL. The answer's cookies are the sign-in. Never rejects.
 * @param token as pasted: blanks around it and the word `Bearer` before it are not part of it
 * @param context '' for the server's current one
 * @param frame the challenge of a frame, which is signed in instead
 */
export async function signInWithToken(token: string, context: string, frame?: string): Promise<SignInResult> {
  const body = {
    token: token.trim().replace(/^Bearer\s+/i, ''),
    ...(context.trim() === '' ? {} : { context: context.trim() }),
    ...(frame === undefined ? {} : { frame }),
  };
  let waitSeconds = 0;
  const answer = await ask(
    async () => {
      const response = await fetch(signInRoute(), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      waitSeconds = secondsOf(response.headers.get('retry-after'));
      return response;
    },
    async (response) => (response.status === 204 ? {} : ((await response.json()) as FrameTicket)),
  );
  return answer.kind === 'answered'
    ? { kind: 'signed-in', ...answer.body }
    : { kind: 'failed', failure: answer.failure, waitSeconds };
}

/** `Retry-After` in seconds (RFC 9110, section 10.2.3); 0 without one, or for a date. */
function secondsOf(retryAfter: string | null): number {
  const seconds = Number(retryAfter ?? 0);
  return Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds) : 0;
}
