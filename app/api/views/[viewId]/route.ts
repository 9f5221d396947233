import { answer, json, methodNotAllowed } from '../../answer.ts';

export const dynamic = 'force-dynamic';
export const runtime = 'nodejs';

/** What a link leads to, for those who may watch. */
export const GET = answer<{ viewId: string }>(async ({ params, runtime, caller }) =>
  json(await runtime.watching.look(caller, params.viewId)),
);

const refuse = methodNotAllowed('GET');

export {
  refuse as DELETE,
  refuse as HEAD,
  refuse as OPTIONS,
  refuse as PATCH,
  refuse as POST,
  refuse as PUT,
};
