import type { ClusterIdentity } from '../client/client-pool.ts';
import { podPath, podsPath } from '../client/paths.ts';
import { ApiStatusError, isForbidden } from '../errors/api-error.ts';
import type { ObjectList, PodObject } from '../objects.ts';

/**
 * Reads one pod, with a list request if the caller may list but not get. Throws as the client.
 * @param timeoutMs for each request; the client's default when undefined
 */
export async function readPod(
  { client }: ClusterIdentity,
  namespace: string,
  pod: string,
  timeoutMs?: number,
): Promise<PodObject> {
  const options = timeoutMs === undefined ? {} : { timeoutMs };
  try {
    return await client.get<PodObject>(podPath(namespace, pod), options);
  } catch (error) {
    if (!isForbidden(error)) throw error;
    const found = await client
      .get<ObjectList<PodObject>>(podsPath(namespace), {
        ...options,
        query: { fieldSelector: `metadata.name=${pod}` },
      })
      .catch(() => {
        throw error;
      });
    const [only] = found.items ?? [];
    if (only === undefined) throw new ApiStatusError(404, 'NotFound', `pods "${pod}" not found`);
    return only;
  }
}
