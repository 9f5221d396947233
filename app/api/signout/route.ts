import { answerAnybody, json, methodNotAllowed } from '../answer.ts';
import { withCookies } from '../signin/sign-in-response.ts';

export const dynamic = 'force-dynamic';
export const runtime = 'nodejs';

/**
 * Ends the sign-in. The user's shells go on for a resume. Who has none does not get here; the caller of one that cannot
 * be renewed now is not known.
 */
export const POST = answerAnybody(async ({ runtime }) => {
  const ended = await runtime.signIn.end();
  const response =
    ended.location === undefined ? new Response(null, { status: 204 }) : json({ location: ended.location });
  return withCookies(ended, response);
});

const refuse = methodNotAllowed('POST');

export { refuse as DELETE, refuse as GET, refuse as OPTIONS, refuse as PATCH, refuse as PUT };
