import type { Pod } from '#protocol/api.ts';
import type { PodObject } from '../objects.ts';
import { mapPod } from './map-pod.ts';

const REASONS = {
  odd: "Podshell can't read this pod: a field has a value that the Kubernetes API does not specify. See its YAML.",
  large: 'This pod is too large for the list, which has only its name. Open the pod to see the rest.',
} as const;

/** A pod of which only the metadata is known. Its status is `Unknown`, with the reason. Never throws. */
export function mapUnreadablePod(object: PodObject | null, reason: keyof typeof REASONS): Pod {
  const { namespace, name, uid, creationTimestamp } = object?.metadata ?? {};
  const metadata = {
    namespace: text(namespace),
    name: text(name),
    uid: text(uid) || `${text(namespace)}/${text(name)}`,
    creationTimestamp: text(creationTimestamp),
  };
  return { ...mapPod({ metadata }), status: 'Unknown', statusMessage: REASONS[reason] };
}

/** The types are what the API specifies, not what has arrived. */
function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
