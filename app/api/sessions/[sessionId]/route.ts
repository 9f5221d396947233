import { answer, methodNotAllowed } from '../../answer.ts';

export const dynamic = 'force-dynamic';
export const runtime = 'nodejs';

/** Ends one of the caller's sessions and its process. */
export const DELETE = answer<{ sessionId: string }>(async ({ params, runtime, caller }) => {
  await runtime.endSession(caller, params.sessionId);
  return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } });
});

const refuse = methodNotAllowed('DELETE');

export { refuse as GET, refuse as HEAD, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT };
