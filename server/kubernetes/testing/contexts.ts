import type { UsableContext } from '../kubeconfig/kubeconfig.ts';
import { mergeFiles } from '../kubeconfig/merge-files.ts';

/** A context from the `cluster` and `user` of a kubeconfig in `folder`. @throws Error if it cannot be used */
export function contextWith(cluster: object, user: object, folder = '/'): UsableContext {
  const text = JSON.stringify({
    clusters: [{ name: 'c', cluster }],
    users: [{ name: 'u', user }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
  });
  const [context] = mergeFiles([`${folder}/config`], () => text).contexts;
  if (context?.kind !== 'usable') throw new Error(context?.reason ?? 'No context');
  return context;
}
