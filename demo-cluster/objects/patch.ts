/** JSON merge patch (RFC 7396), and the part of Kubernetes' strategic merge patch that pods need. */

import { isRecord } from './json-object.ts';

export type Patch = (target: unknown, patch: unknown) => unknown;

/** RFC 7396: null removes, objects merge, any other value replaces. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  return merge(target, patch, () => undefined);
}

/** Like a merge patch, but lists of named items (containers, volumes) merge by key. */
export function strategicMergePatch(target: unknown, patch: unknown): unknown {
  return merge(target, patch, (field) => LIST_KEYS[field]);
}

/** Merge keys: the field that identifies the entries of a list. */
const LIST_KEYS: Readonly<Record<string, string>> = {
  containers: 'name',
  initContainers: 'name',
  ephemeralContainers: 'name',
  volumes: 'name',
  env: 'name',
  volumeMounts: 'mountPath',
  conditions: 'type',
};

function merge(target: unknown, patch: unknown, keyOf: (field: string) => string | undefined): unknown {
  if (!isRecord(patch)) return patch;
  const result: Record<string, unknown> = isRecord(target) && patch.$patch !== 'replace' ? { ...target } : {};
  for (const [field, value] of Object.entries(patch)) {
    if (field.startsWith('$')) continue;
    const key = keyOf(field);
    if (value === null) delete result[field];
    else if (key !== undefined && Array.isArray(value))
      result[field] = mergeList(result[field], value, key, keyOf);
    else setOwn(result, field, merge(result[field], value, keyOf));
  }
  return result;
}

function mergeList(
  target: unknown,
  patch: readonly unknown[],
  key: string,
  keyOf: (field: string) => string | undefined,
): unknown[] {
  const entries: unknown[] = Array.isArray(target) ? [...target] : [];
  for (const change of patch) {
    if (!isRecord(change)) continue;
    const index = entries.findIndex((entry) => isRecord(entry) && entry[key] === change[key]);
    if (change.$patch === 'delete') {
      if (index !== -1) entries.splice(index, 1);
    } else if (index === -1) entries.push(merge({}, change, keyOf));
    else entries[index] = merge(entries[index], change, keyOf);
  }
  return entries;
}

/** Sets a field of any name; `__proto__` becomes a plain field. */
function setOwn(object: Record<string, unknown>, field: string, value: unknown): void {
  Object.defineProperty(object, field, { value, writable: true, enumerable: true, configurable: true });
}
