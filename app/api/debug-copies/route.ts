import { answer, json, methodNotAllowed } from '../answer.ts';
import { queryValue } from '../parameters.ts';

export const dynamic = 'force-dynamic';
export const runtime = 'nodejs';

/** The debug copies of pods that the caller may list, with who has made them. */
export const GET = answer(async ({ request, runtime, caller }) => {
  const place = { context: queryValue(request, 'context'), namespace: queryValue(request, 'namespace') };
  return json(await runtime.debugCopies(caller, place));
});

const refuse = methodNotAllowed('GET', 'HEAD');

export { refuse as DELETE, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT };
