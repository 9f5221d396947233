import { stringify } from 'yaml';
import type { PodObject } from '../objects.ts';

/**
 * The pod as `kubectl get -o yaml` prints it: kind first, then keys in alphabetical order, long lines unbroken.
 * @param managedFields includes `metadata.managedFields`, which is often longer than the rest
 */
export function podYaml(pod: PodObject, managedFields: boolean): string {
  const { managedFields: records, ...metadata } = (pod.metadata ?? {}) as Record<string, unknown>;
  const kept = managedFields && records !== undefined ? { ...metadata, managedFields: records } : metadata;
  // Items of a list have no apiVersion and kind.
  const whole = { ...pod, apiVersion: 'v1', kind: 'Pod', metadata: kept };
  return stringify(whole, { sortMapEntries: true, lineWidth: 0, aliasDuplicateObjects: false });
}
