import { answer, methodNotAllowed } from '../../../../answer.ts';

export const dynamic = 'force-dynamic';
export const runtime = 'nodejs';

/** Ends one link, or removes one watcher by its `watcherId`. */
export const DELETE = answer<{ sessionId: string; viewId: string }>(({ params, runtime, caller }) => {
  runtime.watching.end(caller, params.sessionId, params.viewId);
  return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } });
});

const refuse = methodNotAllowed('DELETE');

export { refuse as GET, refuse as HEAD, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT };
