import { stringify } from 'yaml';
import type { PodObject } from '../objects.ts';

/**
 * The pod as `kubectl get -o yaml` prints it: kind first, then keys in alphabetical order, long lines unbroken.
 * @param managedFields keeps the record of who set which field, which is longer than all the rest
 */
export function podYaml(pod: PodObject, managedFields: boolean): string {
  const { managedFields: records, ...metadata } = (pod.metadata ?? {}) as Record<string, unknown>;
  const kept = managedFields && records !== undefined ? { ...metadata, managedFields: records } : metadata;
  // What comes out of a list has neither.
  const whole = { ...pod, apiVersion: 'v1', kind: 'Pod', metadata: kept };
  return stringify(whole, { sortMapEntries: true, lineWidth: 0, aliasDuplicateObjects: false });
}
