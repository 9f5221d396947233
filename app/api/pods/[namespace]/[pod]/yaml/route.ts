import { answer, methodNotAllowed } from '../../../../answer.ts';
import { queryValue } from '../../../../parameters.ts';

export const dynamic = 'force-dynamic';
export const runtime = 'nodejs';

/** The pod's manifest (`application/yaml`, RFC 9512); `managedFields=true` includes metadata.managedFields. */
export const GET = answer<{ namespace: string; pod: string }>(
  async ({ request, params, runtime, caller }) => {
    const context = queryValue(request, 'context');
    const yaml = await runtime.podYaml(caller, {
      namespace: params.namespace,
      pod: params.pod,
      managedFields: queryValue(request, 'managedFields') === 'true',
      ...(context === undefined ? {} : { context }),
    });
    return new Response(yaml, {
      headers: { 'content-type': 'application/yaml; charset=utf-8', 'cache-control': 'no-store' },
    });
  },
);

const refuse = methodNotAllowed('GET', 'HEAD');

export { refuse as DELETE, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT };
