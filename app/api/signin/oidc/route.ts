import { frameChallenge } from '#protocol/api.ts';
import { returnPath } from '../../../return-path.ts';
import { answerAnybody, methodNotAllowed } from '../../answer.ts';
import { pageStep, redirected } from '../sign-in-response.ts';

export const dynamic = 'force-dynamic';
export const runtime = 'nodejs';

/** Mode `oidc`: leads to the identity provider, and back to `returnTo`. Programs get a problem if that fails. */
export const GET = answerAnybody(async ({ request, runtime }) => {
  const query = new URL(request.url).searchParams;
  const returnTo = returnPath(query.get('returnTo'));
  const frame = frameChallenge.safeParse(query.get('frame')).data;
  const begin = () => runtime.signIn.begin(returnTo, frame);
  const isPage = request.headers.get('accept')?.includes('text/html') === true;
  return isPage ? pageStep(begin, returnTo) : redirected(await begin());
});

const refuse = methodNotAllowed('GET', 'HEAD');

export { refuse as DELETE, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT };
