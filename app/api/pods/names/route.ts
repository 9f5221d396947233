import type { Pod, PodName, PodNameList } from '#protocol/api.ts';
import { answer, json, methodNotAllowed } from '../../answer.ts';
import { podQuery } from '../../parameters.ts';

export const dynamic = 'force-dynamic';
export const runtime = 'nodejs';

/** Only the names of the pods, for pickers: a twentieth of the size of the whole list. */
export const GET = answer(async ({ request, runtime, caller }) => {
  const { items } = await runtime.pods(caller, podQuery(request));
  const names: PodNameList = { items: items.map(nameOf) };
  return json(names);
});

function nameOf({ namespace, name, defaultContainer, status, containers }: Pod): PodName {
  const all = containers.map(({ name, kind, state }) => ({ name, kind, running: state === 'running' }));
  const others = all.filter((container) => container.name !== defaultContainer);
  return {
    namespace,
    name,
    defaultContainer,
    status,
    running: all.some((container) => container.name === defaultContainer && container.running),
    ...(others.length === 0 ? {} : { others }),
  };
}

const refuse = methodNotAllowed('GET', 'HEAD');

export { refuse as DELETE, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT };
