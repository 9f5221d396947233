/** Addresses of pages and routes about pods. Everything is escaped; nothing secret is ever part of one. */

export interface PodPlace {
  readonly context: string | undefined;
  readonly namespace: string;
  readonly pod: string;
}

/** The page of one pod. */
export function podHref({ context, namespace, pod }: PodPlace): string {
  return `/pods/${encodeURIComponent(namespace)}/${encodeURIComponent(pod)}${query({ context })}`;
}

/** The terminal page of one container. */
export function shellHref({ context, namespace, pod }: PodPlace, container: string): string {
  const path = `/shell/${encodeURIComponent(namespace)}/${encodeURIComponent(pod)}`;
  return `${path}${query({ container, context })}`;
}

/** The route of one pod. */
export function podRoute({ context, namespace, pod }: PodPlace): string {
  return `/api${podHref({ context, namespace, pod })}`;
}

/** The route of the pod list, and with `/events` of its stream. */
export function podListRoute(
  place: { readonly context: string | undefined; readonly namespaces: readonly string[] },
  events: '' | '/events' = '',
): string {
  const namespace = place.namespaces.length === 0 ? undefined : place.namespaces.join(',');
  return `/api/pods${events}${query({ namespace, context: place.context })}`;
}

/** The stream of one pod's changes. */
export function podEventsRoute({ context, namespace, pod }: PodPlace): string {
  return `/api/pods/events${query({ namespace, pod, context })}`;
}

/** The pod as YAML. */
export function podYamlRoute(
  { context, namespace, pod }: PodPlace,
  options: { readonly managedFields: boolean },
): string {
  const managedFields = options.managedFields ? 'true' : undefined;
  const path = podRoute({ context: undefined, namespace, pod });
  return `${path}/yaml${query({ managedFields, context })}`;
}

/** The route that tells where shells may be opened. */
export function accessRoute(context: string | undefined, namespaces: readonly string[]): string {
  return `/api/access${query({ namespace: namespaces.join(','), context })}`;
}

/** The route of the namespaces. */
export function namespacesRoute(context: string | undefined): string {
  return `/api/namespaces${query({ context })}`;
}

function query(parameters: Readonly<Record<string, string | undefined>>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) params.set(name, value);
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}
