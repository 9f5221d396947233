/** Whose log it is. */

import { address } from './address.ts';
import type { PodPlace } from './shell-place.ts';

/** The pods whose logs are read. Those of an owner and of a filter come and go. */
export type LogSubject =
  | { readonly kind: 'pod'; readonly pod: string }
  /** Kind and name, such as `Deployment/web`. */
  | { readonly kind: 'owner'; readonly owner: string }
  /** As typed above the list of pods. */
  | { readonly kind: 'filter'; readonly q: string };

/** Where a log comes from. */
export interface LogPlace {
  /** Undefined: the server's current context. */
  readonly context: string | undefined;
  readonly namespace: string;
  readonly of: LogSubject;
  /** Undefined: the default container of a pod, and all of several pods. {@link ALL_CONTAINERS} is all. */
  readonly container: string | undefined;
}

/** Instead of the name of a container. */
export const ALL_CONTAINERS = '*';

/** The log of one container, or of {@link ALL_CONTAINERS} of a pod. */
export function podLogPlace({
  context,
  namespace,
  pod,
  container,
}: PodPlace & { readonly container?: string | undefined }): LogPlace {
  return { context, namespace, of: { kind: 'pod', pod }, container };
}

/** The page of a log. @param view further parameters of the page */
export function logsHref(
  { context, namespace, of, container }: LogPlace,
  view: Readonly<Record<string, string | undefined>> = {},
): string {
  const whose = of.kind === 'owner' ? { owner: of.owner } : of.kind === 'filter' ? { q: of.q } : {};
  const path = of.kind === 'pod' ? ['logs', namespace, of.pod] : ['logs', namespace];
  return address(path, { ...whose, container, ...view, context });
}

/** @param pathname without the base path */
export function isLogPage(pathname: string): boolean {
  return pathname.startsWith(`${address(['logs'])}/`);
}

/** What the log is of, as a name. */
export function subjectName(of: LogSubject): string {
  switch (of.kind) {
    case 'pod':
      return of.pod;
    case 'owner':
      return of.owner;
    case 'filter':
      return of.q;
  }
}

/** True for two places that show the same log. */
export function isSameLog(one: LogPlace, other: LogPlace): boolean {
  return logsHref(one) === logsHref(other);
}
