import { answer, json, methodNotAllowed } from '../answer.ts';
import { queryValue, timeValue } from '../parameters.ts';

export const dynamic = 'force-dynamic';
export const runtime = 'nodejs';

/** Recordings that the caller may read, newest first. */
export const GET = answer(async ({ request, runtime, caller }) =>
  json(
    await runtime.recordings(caller, {
      context: queryValue(request, 'context'),
      namespace: queryValue(request, 'namespace'),
      pod: queryValue(request, 'pod'),
      user: queryValue(request, 'user'),
      from: timeValue(request, 'from'),
      to: timeValue(request, 'to'),
      cursor: queryValue(request, 'cursor'),
    }),
  ),
);

const refuse = methodNotAllowed('GET', 'HEAD');

export { refuse as DELETE, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT };
