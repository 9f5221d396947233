import { sessionRoute } from '#components/addresses/api-routes.ts';
import { answer, json, methodNotAllowed } from '../../../../answer.ts';
import { readShellRequest } from '../../../../shell-request.ts';

export const dynamic = 'force-dynamic';
export const runtime = 'nodejs';

/** Issues a session for a shell or a command. */
export const POST = answer<{ namespace: string; pod: string }>(
  async ({ request, params, runtime, caller }) => {
    const { namespace, pod } = params;
    const target = { namespace, pod };
    const issued = await runtime.issueShell(caller, { ...(await readShellRequest(request)), ...target });
    return json(issued, { status: 201, headers: { location: sessionRoute(issued.sessionId) } });
  },
);

const refuse = methodNotAllowed('POST');

export { refuse as DELETE, refuse as GET, refuse as HEAD, refuse as OPTIONS, refuse as PATCH, refuse as PUT };
