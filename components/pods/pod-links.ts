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
  place: { readonly context: string | undefined; readonly namespace: string | undefined },
  events: '' | '/events' = '',
): string {
  return `/api/pods${events}${query({ namespace: place.namespace, context: place.context })}`;
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
