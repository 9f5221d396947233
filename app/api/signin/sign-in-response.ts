/** Responses that change what a browser keeps of a sign-in. */

import { served } from '#components/addresses/served.ts';
import { signInHref } from '#components/addresses/sign-in-addresses.ts';
import type { FrameTicket } from '#protocol/api.ts';
import { isPodshellError } from '#protocol/problem.ts';
import type { SignInAnswer } from '#server/runtime.ts';
import { returnPath } from '../../return-path.ts';
import { json } from '../answer.ts';

/** A response with the cookies of the answer. It must not be cached. */
export function withCookies({ setCookies }: SignInAnswer, response: Response): Response {
  for (const cookie of setCookies) response.headers.append('set-cookie', cookie);
  response.headers.set('cache-control', 'no-store');
  return response;
}

/** The response to a sign-in by the API: 204, or 200 with the ticket for a frame. */
export function signedIn(answer: SignInAnswer): Response {
  const { ticket } = answer;
  const body: FrameTicket | undefined = ticket === undefined ? undefined : { ticket };
  return withCookies(answer, body === undefined ? new Response(null, { status: 204 }) : json(body));
}

/** A redirect to the answer's location: the identity provider's, or a page of ours. */
export function redirected(answer: SignInAnswer): Response {
  const { location = '/' } = answer;
  // 303: the browser follows with GET, whatever the method was (RFC 9110, section 15.4.4).
  return withCookies(
    answer,
    new Response(null, {
      status: 303,
      headers: { location: location.startsWith('/') ? served(location) : location },
    }),
  );
}

/**
 * Answers a step of a sign-in that a browser shows as a page. What fails there leads to the sign-in page, which says why
 * and offers another try.
 * @param returnTo where the sign-in leads, if the error does not say
 * @throws what is no PodshellError, and `not-found` for a mode without such a sign-in
 */
export async function pageStep(step: () => Promise<SignInAnswer>, returnTo: string): Promise<Response> {
  try {
    return redirected(await step());
  } catch (error) {
    if (!isPodshellError(error) || error.code === 'not-found') throw error;
    const { returnTo: wanted = returnTo, setCookies = [] } = error as UnfinishedSignIn;
    return redirected({ setCookies, location: signInHref(returnPath(wanted), error.code) });
  }
}

/** The server's bundle has the class. */
interface UnfinishedSignIn {
  readonly returnTo?: string;
  readonly setCookies?: readonly string[];
}
