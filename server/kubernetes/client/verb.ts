import type { ClusterVerb } from '../ports.ts';

const CORE = '/api/v1/';

/** What a request of JSON does, in the words of Kubernetes. */
export function verbOf(method: string, path: string): ClusterVerb {
  if (method === 'POST') return 'create';
  if (method === 'PATCH') return 'patch';
  if (method === 'DELETE') return 'delete';
  // Kinds and names take turns: `namespaces/team-a/pods` ends with a kind, `namespaces/team-a` with a name.
  const parts = path.startsWith(CORE) ? path.slice(CORE.length).split('/').length : 0;
  return parts % 2 === 1 ? 'list' : 'get';
}
