/** Addresses that a terminal leads to. */

import type { ShellPlace } from '#components/terminal/connection/ports.ts';

/** The page of the shell's pod. */
export function podPath({ namespace, pod, context }: ShellPlace): string {
  const path = `/pods/${encodeURIComponent(namespace)}/${encodeURIComponent(pod)}`;
  return context === undefined ? path : `${path}?context=${encodeURIComponent(context)}`;
}

/** The pods of the shell's namespace. */
export function podsPath({ namespace, context }: ShellPlace): string {
  const query = new URLSearchParams({ namespace });
  if (context !== undefined) query.set('context', context);
  return `/pods?${query}`;
}

/** The page of the shell itself. */
export function shellPath({ namespace, pod, container, context }: ShellPlace): string {
  const query = new URLSearchParams();
  if (container !== undefined) query.set('container', container);
  if (context !== undefined) query.set('context', context);
  const path = `/shell/${encodeURIComponent(namespace)}/${encodeURIComponent(pod)}`;
  return query.size === 0 ? path : `${path}?${query}`;
}

/** The id of the pane on the page of the shell itself. */
export function shellPaneId({ namespace, pod, container, context }: ShellPlace): string {
  return `shell:${context ?? ''}/${namespace}/${pod}/${container ?? ''}`;
}
