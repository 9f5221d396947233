import { answer, json, methodNotAllowed } from '../../../answer.ts';
import { oneNamespace, queryValue } from '../../../parameters.ts';
import { checkShellRequest } from '../../../shell-request.ts';

export const dynamic = 'force-dynamic';
export const runtime = 'nodejs';

/** Issues a session for a shell. A command is never taken from a URL. */
export const GET = answer<{ pod: string }>(async ({ request, params, runtime, caller }) => {
  const namespace = oneNamespace(request);
  const wanted = checkShellRequest({
    container: queryValue(request, 'container'),
    shell: queryValue(request, 'shell'),
    context: queryValue(request, 'context'),
    reason: queryValue(request, 'reason'),
  });
  const issued = await runtime.issueShell(caller, { ...wanted, namespace, pod: params.pod });
  return json({ sessionId: issued.sessionId });
});

const refuse = methodNotAllowed('GET');

export {
  refuse as DELETE,
  refuse as HEAD,
  refuse as OPTIONS,
  refuse as PATCH,
  refuse as POST,
  refuse as PUT,
};
