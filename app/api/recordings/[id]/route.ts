import { answer, json, methodNotAllowed } from '../../answer.ts';

export const dynamic = 'force-dynamic';
export const runtime = 'nodejs';

/** What is known of one recording. */
export const GET = answer<{ id: string }>(async ({ params: { id }, runtime, caller }) =>
  json(await runtime.recording(caller, id)),
);

const refuse = methodNotAllowed('GET', 'HEAD');

export { refuse as DELETE, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT };
