import { signInRequestSchema } from '#protocol/api.ts';
import { answerAnybody, methodNotAllowed } from '../answer.ts';
import { checkBody, readJson } from '../request-body.ts';
import { withCookies } from './sign-in-response.ts';

export const dynamic = 'force-dynamic';
export const runtime = 'nodejs';

/** Mode `token`: signs in with a bearer token of a cluster. */
export const POST = answerAnybody(async ({ request, runtime }) => {
  const { token, context } = checkBody(signInRequestSchema, await readJson(request));
  return withCookies(await runtime.signIn.withToken(token, context), new Response(null, { status: 204 }));
});

const refuse = methodNotAllowed('POST');

export { refuse as DELETE, refuse as GET, refuse as OPTIONS, refuse as PATCH, refuse as PUT };
