/** Addresses that a terminal leads to. */

import type { ShellPlace } from './ports.ts';

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
