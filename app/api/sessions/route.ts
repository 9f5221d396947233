import { answer, json, methodNotAllowed } from '../answer.ts';

export const dynamic = 'force-dynamic';
export const runtime = 'nodejs';

/** The caller's own live sessions. */
export const GET = answer(async ({ runtime, caller }) => json(await runtime.sessions(caller)));

const refuse = methodNotAllowed('GET', 'HEAD');

export { refuse as DELETE, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT };
