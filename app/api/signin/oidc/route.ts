import { returnPath } from '../../../return-path.ts';
import { answerAnybody, methodNotAllowed } from '../../answer.ts';
import { redirected } from '../sign-in-response.ts';

export const dynamic = 'force-dynamic';
export const runtime = 'nodejs';

/** Mode `oidc`: leads to the identity provider, and back to `returnTo`. */
export const GET = answerAnybody(async ({ request, runtime }) => {
  const returnTo = returnPath(new URL(request.url).searchParams.get('returnTo'));
  return redirected(await runtime.signIn.begin(returnTo));
});

const refuse = methodNotAllowed('GET', 'HEAD');

export { refuse as DELETE, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT };
