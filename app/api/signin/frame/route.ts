import { frameSignInSchema } from '#protocol/api.ts';
import { answerAnybody, methodNotAllowed } from '../../answer.ts';
import { checkBody, readJson } from '../../request-body.ts';
import { signedIn } from '../sign-in-response.ts';

export const dynamic = 'force-dynamic';
export const runtime = 'nodejs';

/** Signs a frame in a page of another site in, with the ticket that a window of ours has handed it. */
export const POST = answerAnybody(async ({ request, runtime }) => {
  const { ticket, secret } = checkBody(frameSignInSchema, await readJson(request));
  return signedIn(await runtime.signIn.redeem(ticket, secret));
});

const refuse = methodNotAllowed('POST');

export { refuse as DELETE, refuse as GET, refuse as OPTIONS, refuse as PATCH, refuse as PUT };
