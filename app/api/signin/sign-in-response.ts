/** Responses that change what a browser keeps of a sign-in. */

import type { SignInAnswer } from '#server/runtime.ts';

/** A response with the cookies of the answer. It must not be cached. */
export function withCookies({ setCookies }: SignInAnswer, response: Response): Response {
  for (const cookie of setCookies) response.headers.append('set-cookie', cookie);
  response.headers.set('cache-control', 'no-store');
  return response;
}

/** A redirect to the answer's location. */
export function redirected(answer: SignInAnswer): Response {
  // 303: the browser follows with GET, whatever the method was (RFC 9110, section 15.4.4).
  return withCookies(
    answer,
    new Response(null, { status: 303, headers: { location: answer.location ?? '/' } }),
  );
}
