import { answer, json, methodNotAllowed } from '../answer.ts';
import { queryValue } from '../parameters.ts';

export const dynamic = 'force-dynamic';
export const runtime = 'nodejs';

/** The namespaces of a context. */
export const GET = answer(async ({ request, runtime, caller }) =>
  json(await runtime.namespaces(caller, queryValue(request, 'context'))),
);

const refuse = methodNotAllowed('GET', 'HEAD');

export { refuse as DELETE, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT };
