import path from 'node:path';
import { parse, YAMLParseError } from 'yaml';
import { type Fields, fieldsOf, isAbsent } from './read-fields.ts';

/** A kubeconfig that was found but cannot be used. The message is for users and quotes nothing from the file. */
export class BrokenKubeconfigError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BrokenKubeconfigError';
  }
}

/** One item of `contexts`, `clusters` or `users`, not yet checked. */
export interface RawEntry {
  /** Undefined if the file has several entries with this name: which one is meant cannot be known. */
  readonly value: unknown;
  readonly duplicate: boolean;
  /** Makes a file name absolute: it is relative to the file that holds the entry. */
  readonly absolute: (file: string) => string;
  /** For clusters: the extension for exec plugins, as any JSON. */
  readonly execConfig?: unknown;
}

/** The entries of one file by name. Every scalar is text, so that a token like `0123` keeps its digits. */
export interface ParsedFile {
  readonly contexts: ReadonlyMap<string, RawEntry>;
  readonly clusters: ReadonlyMap<string, RawEntry>;
  readonly users: ReadonlyMap<string, RawEntry>;
  readonly current: string;
}

const EXEC_EXTENSION = 'client.authentication.k8s.io/exec';

/**
 * Parses one file. An empty file has no entries, as for kubectl; of a repeated key the last value counts.
 * @throws BrokenKubeconfigError if the file cannot be read, or is no kubeconfig
 */
export function parseFile(file: string, read: (file: string) => string): ParsedFile {
  try {
    const text = read(file);
    const parsed: unknown = parse(text, { schema: 'failsafe', uniqueKeys: false, merge: true });
    const fields = isAbsent(parsed) ? {} : fieldsOf(parsed);
    if (fields === undefined) throw new NotAKubeconfigError();
    const folder = path.dirname(path.resolve(file));
    const absolute = (name: string): string => path.resolve(folder, name);
    const clusters = entriesOf(fields, 'clusters', 'cluster', absolute);
    return {
      contexts: entriesOf(fields, 'contexts', 'context', absolute),
      clusters: text.includes(EXEC_EXTENSION) ? withExecConfigs(clusters, text) : clusters,
      users: entriesOf(fields, 'users', 'user', absolute),
      current: currentOf(fields),
    };
  } catch (error) {
    throw new BrokenKubeconfigError(`Can't read the kubeconfig ${file}: ${causeOf(error)}.`);
  }
}

class NotAKubeconfigError extends Error {}

function currentOf(fields: Fields): string {
  const current = fields['current-context'];
  return typeof current === 'string' && !isAbsent(current) ? current : '';
}

function entriesOf(
  fields: Fields,
  list: string,
  key: string,
  absolute: RawEntry['absolute'],
): Map<string, RawEntry> {
  const entries = new Map<string, RawEntry>();
  const items = fields[list];
  if (isAbsent(items)) return entries;
  if (!Array.isArray(items)) throw new NotAKubeconfigError();
  for (const item of items) {
    const { name, [key]: value } = fieldsOf(item) ?? {};
    // An entry without a name cannot be referred to.
    if (typeof name !== 'string' || name === '') continue;
    const duplicate = entries.has(name);
    entries.set(name, { value: duplicate ? undefined : value, duplicate, absolute });
  }
  return entries;
}

/** The extension is any JSON, so it is read with the types of YAML 1.1, as kubectl does. */
function withExecConfigs(clusters: ReadonlyMap<string, RawEntry>, text: string): Map<string, RawEntry> {
  const configs = new Map<string, unknown>();
  const typed = fieldsOf(parse(text, { version: '1.1', uniqueKeys: false })) ?? {};
  for (const item of Array.isArray(typed.clusters) ? typed.clusters : []) {
    const { name, cluster } = fieldsOf(item) ?? {};
    const { extensions } = fieldsOf(cluster) ?? {};
    if (!Array.isArray(extensions)) continue;
    const found = extensions.map(fieldsOf).find((extension) => extension?.name === EXEC_EXTENSION);
    if (found !== undefined) configs.set(String(name), found.extension);
  }
  return new Map([...clusters].map(([name, entry]) => [name, { ...entry, execConfig: configs.get(name) }]));
}

/** The cause without an excerpt of the file: YAML errors quote lines, and a line may contain a token. */
function causeOf(error: unknown): string {
  if (error instanceof YAMLParseError) {
    const line = error.linePos?.[0].line;
    return `it is not valid YAML${line === undefined ? '' : ` in line ${line}`} (${error.code})`;
  }
  if (error instanceof NotAKubeconfigError) return 'it is not a kubeconfig';
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' ? code : 'unknown error';
}
