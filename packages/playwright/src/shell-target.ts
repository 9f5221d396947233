/** Where to open a shell. */

export interface ShellTarget {
  readonly namespace: string;
  readonly pod: string;
  /** Default: the pod's default container. */
  readonly container?: string;
  /** A context of the server's kubeconfig. Default: the current one. */
  readonly context?: string;
}

const WHAT_TO_SET = 'Set baseURL in the configuration of Playwright, or podShellOptions.url.';

/** The address of a target's page, relative to the server's. */
export function shellPath({ namespace, pod, container, context }: ShellTarget): string {
  const query = new URLSearchParams();
  if (container !== undefined) query.set('container', container);
  if (context !== undefined) query.set('context', context);
  const suffix = query.size === 0 ? '' : `?${query}`;
  return `/shell/${encodeURIComponent(namespace)}/${encodeURIComponent(pod)}${suffix}`;
}

/**
 * The whole address of a target's page.
 * @param podshell an address, with or without a base path and a slash at its end
 * @throws Error that says what to set, when it is no address of a website
 */
export function shellUrl(podshell: string, target: ShellTarget): string {
  if (!/^https?:\/\//i.test(podshell) || !URL.canParse(podshell)) {
    throw new Error(
      `Podshell's address must begin with http:// or https://, not "${podshell}". ${WHAT_TO_SET}`,
    );
  }
  const { origin, pathname } = new URL(podshell);
  return `${origin}${pathname.replace(/\/$/, '')}${shellPath(target)}`;
}

/** @param cause what the browser says of a page without an address */
export function noAddress(cause: unknown): Error {
  return new Error(`Podshell's address is missing. ${WHAT_TO_SET}`, { cause });
}
