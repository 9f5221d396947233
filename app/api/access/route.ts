import { PodshellError } from '#protocol/problem.ts';
import { answer, json, methodNotAllowed } from '../answer.ts';
import { namespaceNames, queryValue } from '../parameters.ts';

export const dynamic = 'force-dynamic';
export const runtime = 'nodejs';

/** Whether the caller may open shells in each namespace of the query. */
export const GET = answer(async ({ request, runtime, caller }) => {
  const namespaces = namespaceNames(request);
  if (namespaces.length === 0) {
    throw new PodshellError('bad-request', 'Name at least one namespace, as in ?namespace=a&namespace=b.');
  }
  return json(await runtime.execAccess(caller, { context: queryValue(request, 'context'), namespaces }));
});

const refuse = methodNotAllowed('GET', 'HEAD');

export { refuse as DELETE, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT };
