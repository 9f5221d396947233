/**
 * The releases of Kubernetes that the demo cluster can follow, and what they do differently where Podshell might notice.
 * Source: the changelogs and feature gates of Kubernetes.
 */

export type Release = '1.24' | '1.36';

export interface Features {
  readonly release: Release;
  /** `v5.channel.k8s.io` of exec and attach (KEP-4006, 1.29). */
  readonly v5Streams: boolean;
  /** SelfSubjectReview (KEP-3325; `v1` from 1.28). */
  readonly subjectReviews: boolean;
  /** One request for the resources of all groups (KEP-3352, 1.26). */
  readonly aggregatedDiscovery: boolean;
  /** `sendInitialEvents` of a watch (KEP-3157, 1.27). Older servers ignore the parameter. */
  readonly watchList: boolean;
  /** Verbs that limit what may be done as another user (KEP-5284, on by default from 1.36). */
  readonly constrainedImpersonation: boolean;
}

/** What a release has. */
export function featuresOf(release: Release): Features {
  const isNew = release === '1.36';
  return {
    release,
    v5Streams: isNew,
    subjectReviews: isNew,
    aggregatedDiscovery: isNew,
    watchList: isNew,
    constrainedImpersonation: isNew,
  };
}
