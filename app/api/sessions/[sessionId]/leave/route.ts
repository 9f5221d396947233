import { answer, methodNotAllowed } from '../../../answer.ts';

export const dynamic = 'force-dynamic';
export const runtime = 'nodejs';

/** The page of a session is being closed; a browser sends this as a beacon, without a body. */
export const POST = answer<{ sessionId: string }>(({ params, runtime, caller }) => {
  runtime.leaveSession(caller, params.sessionId);
  return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } });
});

const refuse = methodNotAllowed('POST');

export { refuse as DELETE, refuse as GET, refuse as HEAD, refuse as OPTIONS, refuse as PATCH, refuse as PUT };
