import { answerAnybody, methodNotAllowed } from '../../../answer.ts';
import { pageStep } from '../../sign-in-response.ts';

export const dynamic = 'force-dynamic';
export const runtime = 'nodejs';

/** Mode `oidc`: the identity provider's answer comes here (RFC 6749, section 4.1.2). */
export const GET = answerAnybody(({ request, runtime }) =>
  pageStep(() => runtime.signIn.finish(new URL(request.url).searchParams), '/'),
);

const refuse = methodNotAllowed('GET', 'HEAD');

export { refuse as DELETE, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT };
