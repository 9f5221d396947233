import type { PodNameList } from '#protocol/api.ts';
import { answer, json, methodNotAllowed } from '../../answer.ts';
import { podQuery } from '../../parameters.ts';

export const dynamic = 'force-dynamic';
export const runtime = 'nodejs';

/** Only the names of the pods, for pickers: a twentieth of the size of the whole list. */
export const GET = answer(async ({ request, runtime, caller }) => {
  const { items } = await runtime.pods(caller, podQuery(request));
  const names: PodNameList = {
    items: items.map(({ namespace, name, defaultContainer, status }) => ({
      namespace,
      name,
      defaultContainer,
      status,
    })),
  };
  return json(names);
});

const refuse = methodNotAllowed('GET', 'HEAD');

export { refuse as DELETE, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT };
