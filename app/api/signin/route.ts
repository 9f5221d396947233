import { signInRequestSchema } from '#protocol/api.ts';
import { answerAnybody, methodNotAllowed } from '../answer.ts';
import { checkBody, readJson } from '../request-body.ts';
import { signedIn } from './sign-in-response.ts';

export const dynamic = 'force-dynamic';
export const runtime = 'nodejs';

/** Mode `token`: signs in with a bearer token of a cluster, or makes a ticket of it for a frame. */
export const POST = answerAnybody(async ({ request, runtime }) => {
  const { token, context, frame } = checkBody(signInRequestSchema, await readJson(request));
  return signedIn(await runtime.signIn.withToken(token, context, frame));
});

const refuse = methodNotAllowed('POST');

export { refuse as DELETE, refuse as GET, refuse as OPTIONS, refuse as PATCH, refuse as PUT };
