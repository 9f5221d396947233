import { sessionViewRoute } from '#components/addresses/api-routes.ts';
import { watchHref } from '#components/addresses/pages.ts';
import { served } from '#components/addresses/served.ts';
import type { NewView } from '#protocol/sharing.ts';
import { answer, json, methodNotAllowed } from '../../../answer.ts';

export const dynamic = 'force-dynamic';
export const runtime = 'nodejs';

/** Makes a link for watching one of the caller's shells. */
export const POST = answer<{ sessionId: string }>(({ request, params, runtime, caller }) => {
  const { watching } = runtime;
  const shared = watching.share(caller, params.sessionId);
  const origin = watching.origin(request.headers.get('host') ?? '');
  const body: NewView = { ...shared, url: `${origin}${served(watchHref(shared.viewId))}` };
  return json(body, {
    status: 201,
    headers: { location: sessionViewRoute(params.sessionId, shared.viewId) },
  });
});

/** The links to one of the caller's shells, and who watches it. */
export const GET = answer<{ sessionId: string }>(({ params, runtime, caller }) =>
  json(runtime.watching.sharing(caller, params.sessionId)),
);

/** Ends all links: nobody watches the shell any more. */
export const DELETE = answer<{ sessionId: string }>(({ params, runtime, caller }) => {
  runtime.watching.end(caller, params.sessionId, undefined);
  return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } });
});

const refuse = methodNotAllowed('POST', 'GET', 'DELETE');

export { refuse as HEAD, refuse as OPTIONS, refuse as PATCH, refuse as PUT };
