import { ticketRequestSchema } from '#protocol/api.ts';
import { answerAnybody, methodNotAllowed } from '../../answer.ts';
import { checkBody, readJson } from '../../request-body.ts';
import { signedIn } from '../sign-in-response.ts';

export const dynamic = 'force-dynamic';
export const runtime = 'nodejs';

/** Mode `oidc`: gives the window that has signed in the ticket for the frame that opened it. */
export const POST = answerAnybody(async ({ request, runtime }) => {
  const { frame } = checkBody(ticketRequestSchema, await readJson(request));
  return signedIn(await runtime.signIn.claim(frame));
});

const refuse = methodNotAllowed('POST');

export { refuse as DELETE, refuse as GET, refuse as OPTIONS, refuse as PATCH, refuse as PUT };
