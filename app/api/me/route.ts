import { answer, json, methodNotAllowed } from '../answer.ts';

export const dynamic = 'force-dynamic';
export const runtime = 'nodejs';

/** Who the caller is, as the cluster names them. */
export const GET = answer(async ({ runtime, caller }) => json(await runtime.me(caller)));

const refuse = methodNotAllowed('GET', 'HEAD');

export { refuse as DELETE, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT };
