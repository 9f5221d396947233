/** Asks a cluster who the caller is to it (SelfSubjectReview, KEP-3325; Kubernetes 1.28 and newer). */

import type { ClusterIdentity } from '../client/client-pool.ts';
import { SUBJECT_REVIEWS_PATH } from '../client/paths.ts';
import { ApiStatusError } from '../errors/api-error.ts';
import type { ClusterUser } from '../ports.ts';

interface SelfSubjectReview {
  readonly status?: {
    readonly userInfo?: {
      readonly username?: string;
      readonly uid?: string;
      readonly groups?: readonly string[];
    };
  };
}

/** Throws as the client, in particular with 401 for credentials that the cluster does not accept. */
export async function whoAmI({ client }: ClusterIdentity): Promise<ClusterUser> {
  try {
    const { status } = await client.post<SelfSubjectReview>(SUBJECT_REVIEWS_PATH, {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'SelfSubjectReview',
    });
    const { username = '', uid = '', groups = [] } = status?.userInfo ?? {};
    return { name: username, uid, groups };
  } catch (error) {
    // An older cluster has no such path, but has accepted the credentials: it refuses those before it looks.
    if (error instanceof ApiStatusError && error.httpStatus === 404) return { name: '', uid: '', groups: [] };
    throw error;
  }
}
