import path from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';

/** A kubeconfig that was found but cannot be used. The message is for users and quotes nothing from the file. */
export class BrokenKubeconfigError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BrokenKubeconfigError';
  }
}

/**
 * Merges kubeconfig files as kubectl does: the first file that names a context, cluster, user or the current
 * context wins. Relative paths in a file are relative to that file.
 * @throws BrokenKubeconfigError
 */
export function mergeFiles(files: readonly string[], read: (file: string) => string): KubeConfig {
  const parsed = files.map((file) => parseFile(file, read));
  const merged = new KubeConfig();
  merged.loadFromOptions({
    clusters: firstOfEachName(parsed.flatMap((config) => config.clusters)),
    users: firstOfEachName(parsed.flatMap((config) => config.users)),
    contexts: firstOfEachName(parsed.flatMap((config) => config.contexts)),
    currentContext: parsed.map((config) => config.currentContext).find((name) => Boolean(name)),
  });
  return merged;
}

/**
 * Checks that there is a current context with a cluster. A single context becomes the current one if none is set.
 * @throws BrokenKubeconfigError
 */
export function checkCurrentContext(kubeConfig: KubeConfig, files: readonly string[]): void {
  const names = kubeConfig.contexts.map((context) => context.name);
  const file = files.join(path.delimiter);
  const [only] = names;
  if (only === undefined)
    throw new BrokenKubeconfigError(
      `The kubeconfig ${file} has no contexts. Add one with "kubectl config set-context".`,
    );
  if (!kubeConfig.currentContext && names.length === 1) kubeConfig.setCurrentContext(only);
  if (!names.includes(kubeConfig.currentContext)) {
    const what = kubeConfig.currentContext
      ? `its current context "${kubeConfig.currentContext}" does not exist`
      : 'no current context is set';
    throw new BrokenKubeconfigError(
      `The kubeconfig ${file} can't be used: ${what}. Choose one of ${names.join(', ')} with ` +
        '"kubectl config use-context".',
    );
  }
  if (kubeConfig.getCurrentCluster() === null) {
    throw new BrokenKubeconfigError(
      `The kubeconfig ${file} can't be used: it does not define the cluster of its current context ` +
        `"${kubeConfig.currentContext}".`,
    );
  }
}

function parseFile(file: string, read: (file: string) => string): KubeConfig {
  const config = new KubeConfig();
  try {
    config.loadFromString(read(file));
  } catch (error) {
    throw new BrokenKubeconfigError(`Can't read the kubeconfig ${file}: ${causeOf(error)}.`);
  }
  config.makePathsAbsolute(path.dirname(path.resolve(file)));
  return config;
}

/** The cause without an excerpt of the file: YAML errors quote lines, and a line may contain a token. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const { reason, mark, code } = error as { reason?: unknown; mark?: { line?: unknown }; code?: unknown };
  if (typeof reason === 'string') {
    const line = typeof mark?.line === 'number' ? ` in line ${mark.line + 1}` : '';
    return `it is not valid YAML${line} (${reason})`;
  }
  if (typeof code === 'string') return code;
  if (error instanceof TypeError) return 'it is not a kubeconfig';
  return error.message.split('\n', 1)[0] ?? 'unknown error';
}

function firstOfEachName<T extends { readonly name: string }>(entries: readonly T[]): T[] {
  const byName = new Map<string, T>();
  for (const entry of entries) if (!byName.has(entry.name)) byName.set(entry.name, entry);
  return [...byName.values()];
}
