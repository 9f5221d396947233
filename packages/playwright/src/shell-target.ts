/** Where to open a shell. */

export interface ShellTarget {
  readonly namespace: string;
  readonly pod: string;
  /** Default: the pod's default container. */
  readonly container?: string;
  /** A context of the server's kubeconfig. Default: the current one. */
  readonly context?: string;
}

/** The address of a target's page, relative to the server's. */
export function shellPath({ namespace, pod, container, context }: ShellTarget): string {
  const query = new URLSearchParams();
  if (container !== undefined) query.set('container', container);
  if (context !== undefined) query.set('context', context);
  const suffix = query.size === 0 ? '' : `?${query}`;
  return `/shell/${encodeURIComponent(namespace)}/${encodeURIComponent(pod)}${suffix}`;
}

/** The whole address of a target's page. @param podshell an address, with or without a base path and a slash at its end */
export function shellUrl(podshell: string, target: ShellTarget): string {
  const { origin, pathname } = new URL(podshell);
  return `${origin}${pathname.replace(/\/$/, '')}${shellPath(target)}`;
}
