import type { ClusterIdentity } from '../client/client-pool.ts';
import { ACCESS_REVIEWS_PATH } from '../client/paths.ts';

export interface PodAction {
  /** Empty: every namespace (SubjectAccessReview, ResourceAttributes). */
  readonly namespace: string;
  readonly verb: string;
  readonly subresource: string;
  /** Undefined: any pod. */
  readonly pod?: string | undefined;
}

/** Asks the cluster whether the caller may do something to a pod (SelfSubjectAccessReview). Throws as the client. */
export async function askAccess({ client }: ClusterIdentity, action: PodAction): Promise<boolean> {
  const { namespace, verb, subresource, pod } = action;
  const review = await client.post<{ status?: { allowed?: boolean } }>(ACCESS_REVIEWS_PATH, {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    spec: {
      resourceAttributes: {
        namespace,
        verb,
        group: '',
        resource: 'pods',
        subresource,
        ...(pod === undefined ? {} : { name: pod }),
      },
    },
  });
  return review.status?.allowed === true;
}
