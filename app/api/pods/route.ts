import { answer, json, methodNotAllowed } from '../answer.ts';
import { podQuery } from '../parameters.ts';

export const dynamic = 'force-dynamic';
export const runtime = 'nodejs';

/** The pods of the given namespaces, or all that the caller may list. */
export const GET = answer(async ({ request, runtime, caller }) =>
  json(await runtime.pods(caller, podQuery(request))),
);

const refuse = methodNotAllowed('GET', 'HEAD');

export { refuse as DELETE, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT };
