import { answer, json, methodNotAllowed } from '../../../answer.ts';
import { queryValue } from '../../../parameters.ts';

export const dynamic = 'force-dynamic';
export const runtime = 'nodejs';

/** One pod with its containers, conditions and recent events. */
export const GET = answer<{ namespace: string; pod: string }>(
  async ({ request, params, runtime, caller }) => {
    const context = queryValue(request, 'context');
    const { namespace, pod } = params;
    const target = { namespace, pod };
    return json(await runtime.pod(caller, context === undefined ? target : { ...target, context }));
  },
);

const refuse = methodNotAllowed('GET', 'HEAD');

export { refuse as DELETE, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT };
