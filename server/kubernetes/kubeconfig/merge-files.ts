import type { ClusterEntry, ContextEntry, Kubeconfig, UserEntry } from './kubeconfig.ts';
import { type ParsedFile, parseFile, type RawEntry } from './parse-file.ts';
import { readCluster } from './read-cluster.ts';
import { fieldsOf, textOf, UnusableEntryError } from './read-fields.ts';
import { ANONYMOUS, readUser } from './read-user.ts';

/**
 * Merges kubeconfig files as kubectl does: the first file that names a context, cluster, user or the current context
 * wins. Relative paths in a file are relative to that file. A context that cannot be used does not affect the others.
 * @throws BrokenKubeconfigError if a file cannot be read: without it, another file could lend its names to other users
 */
export function mergeFiles(files: readonly string[], read: (file: string) => string): Kubeconfig {
  const parsed = files.map((file) => parseFile(file, read));
  const clusters = firstOfEachName(parsed.map((file) => file.clusters));
  const users = firstOfEachName(parsed.map((file) => file.users));
  const contexts = firstOfEachName(parsed.map((file) => file.contexts));
  return {
    contexts: [...contexts].map(([name, entry]) => readContext(name, entry, clusters, users)),
    current: parsed.map((file: ParsedFile) => file.current).find((name) => name !== '') ?? '',
  };
}

type Entries = ReadonlyMap<string, RawEntry>;

function readContext(name: string, entry: RawEntry, clusters: Entries, users: Entries): ContextEntry {
  const fields = fieldsOf(entry.value) ?? {};
  const shown = { name, cluster: asText(fields.cluster), user: asText(fields.user), namespace: '' };
  try {
    if (entry.duplicate) throw new UnusableEntryError('the kubeconfig defines it twice');
    const names = {
      name,
      cluster: textOf(fields, 'cluster') ?? '',
      user: textOf(fields, 'user') ?? '',
      namespace: textOf(fields, 'namespace') ?? '',
    };
    return {
      kind: 'usable',
      ...names,
      target: resolveCluster(names.cluster, clusters),
      identity: resolveUser(names.user, users),
    };
  } catch (error) {
    if (!(error instanceof UnusableEntryError)) throw error;
    return { kind: 'unusable', ...shown, reason: error.message };
  }
}

function resolveCluster(name: string, clusters: Entries): ClusterEntry {
  if (name === '') throw new UnusableEntryError('it names no cluster');
  const { value, absolute, execConfig } = defined('cluster', name, clusters);
  return readCluster(name, value, absolute, execConfig);
}

function resolveUser(name: string, users: Entries): UserEntry {
  if (name === '') return ANONYMOUS;
  const { value, absolute } = defined('user', name, users);
  return readUser(name, value, absolute);
}

function defined(kind: string, name: string, entries: Entries): RawEntry {
  const entry = entries.get(name);
  if (entry === undefined)
    throw new UnusableEntryError(`the kubeconfig does not define its ${kind} "${name}"`);
  if (entry.duplicate) throw new UnusableEntryError(`the kubeconfig defines its ${kind} "${name}" twice`);
  return entry;
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function firstOfEachName(files: readonly Entries[]): Map<string, RawEntry> {
  const merged = new Map<string, RawEntry>();
  for (const entries of files) {
    for (const [name, entry] of entries) if (!merged.has(name)) merged.set(name, entry);
  }
  return merged;
}
