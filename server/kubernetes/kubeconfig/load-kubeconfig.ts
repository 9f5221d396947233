/** Finds the cluster as kubectl does: `KUBECONFIG`, `~/.kube/config`, then the service account of a pod. */

import { accessSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { visibleText } from '#protocol/visible-text.ts';
import { besideOwnCluster, inClusterConfig, SERVICE_ACCOUNT_TOKEN } from './in-cluster.ts';
import type { Kubeconfig } from './kubeconfig.ts';
import { mergeFiles } from './merge-files.ts';
import { BrokenKubeconfigError } from './parse-file.ts';

/** The file system access that loading needs; tests pass their own. */
export interface KubeconfigFiles {
  exists(file: string): boolean;
  /** @throws as `readFileSync` */
  read(file: string): string;
}

/** The `source` of a kubeconfig that was made from the service account of a pod. */
const SERVICE_ACCOUNT = 'service account';

export type KubeconfigResult =
  | {
      readonly kind: 'loaded';
      readonly kubeconfig: Kubeconfig;
      /** The files it was loaded from, or `service account`; for the log. */
      readonly source: string;
      /** True if the cluster that this process runs in is among the contexts. */
      readonly inCluster: boolean;
    }
  /** No kubeconfig. The message says where it looked, as `places` do, and what to do. */
  | { readonly kind: 'not-found'; readonly places: string; readonly message: string }
  /** One that cannot be used. */
  | { readonly kind: 'broken'; readonly message: string };

/** The real file system. */
export const nodeFiles: KubeconfigFiles = {
  exists(file) {
    try {
      accessSync(file);
      return true;
    } catch {
      return false;
    }
  },
  read: (file) => readFileSync(file, 'utf8'),
};

/** Contexts that a message names at most. */
const MAX_NAMED = 20;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Loads the kubeconfig that `env` names (`KUBECONFIG`, `HOME`, and in a pod what {@link inClusterConfig} reads). Several
 * files in `KUBECONFIG` are merged as kubectl merges them: the first to set a value wins, a missing one is
 * skipped. `PODSHELL_CONTEXT` stands in for their current context. Never throws.
 */
export function loadKubeconfig(env: Environment, files: KubeconfigFiles = nodeFiles): KubeconfigResult {
  const candidates = kubeconfigFiles(env);
  const present = candidates.filter((file) => files.exists(file));
  const inCluster = inClusterConfig(env, files);
  try {
    if (present.length > 0) {
      const kubeconfig = mergeFiles(present, files.read);
      // Like kubectl, treat files without any context as no kubeconfig when there is a service account.
      if (kubeconfig.contexts.length > 0 || inCluster === undefined) {
        const all = besideOwnCluster(env, inCluster, kubeconfig);
        const hasOwn = all !== kubeconfig;
        const source = [hasOwn ? SERVICE_ACCOUNT : [], present].flat().join(path.delimiter);
        const current = env.PODSHELL_CONTEXT?.trim() || all.current;
        return { kind: 'loaded', kubeconfig: { ...all, current }, source, inCluster: hasOwn };
      }
    }
    if (inCluster !== undefined) {
      return { kind: 'loaded', kubeconfig: inCluster, source: SERVICE_ACCOUNT, inCluster: true };
    }
  } catch (error) {
    if (error instanceof BrokenKubeconfigError) return { kind: 'broken', message: error.message };
    throw error;
  }
  const named = env.KUBECONFIG
    ? `KUBECONFIG (${candidates.join(', ')})`
    : `KUBECONFIG (not set), ~/.kube/config (${candidates[0] ?? 'no HOME'})`;
  const places = `${named} and the service account of a pod (${SERVICE_ACCOUNT_TOKEN})`;
  return {
    kind: 'not-found',
    places,
    message:
      `No Kubernetes cluster found. Looked at ${places}. Set KUBECONFIG to a kubeconfig file, or run "npm run demo" to try Podshell ` +
      'with a built-in demo cluster.',
  };
}

/** The files that kubectl would read, whether they exist or not. */
export function kubeconfigFiles(env: Environment): readonly string[] {
  const named = (env.KUBECONFIG ?? '').split(path.delimiter).filter((file) => file !== '');
  if (named.length > 0) return named;
  const home = env.HOME ?? env.USERPROFILE;
  return home === undefined ? [] : [path.join(home, '.kube', 'config')];
}

/**
 * The sentence for a context that was asked for and does not exist; undefined if it does, or none was asked for.
 * @param wanted empty for none
 */
export function explainNoContext(
  wanted: string,
  { contexts, current }: Kubeconfig,
  source: string,
): string | undefined {
  if (wanted === '' || current !== wanted || contexts.some(({ name }) => name === wanted)) return undefined;
  const names = contexts.map(({ name }) => name);
  const shown = names.length > MAX_NAMED ? [...names.slice(0, MAX_NAMED), '...'] : names;
  return visibleText(`No context ${wanted} in the kubeconfig ${source}. It has: ${shown.join(', ')}.`);
}

/** Why a server cannot start with this kubeconfig, as one sentence and a next step; undefined if it can. */
export function explainUnusable({ contexts }: Kubeconfig, source: string): string | undefined {
  const [first] = contexts;
  if (first === undefined) {
    return `The kubeconfig ${source} has no contexts. Add one with "kubectl config set-context".`;
  }
  if (first.kind === 'usable' || contexts.some(({ kind }) => kind === 'usable')) return undefined;
  const others =
    contexts.length === 1 ? '' : ` None of the other ${contexts.length - 1} contexts can be used either.`;
  return `The kubeconfig ${source} can't be used: context "${first.name}": ${first.reason}.${others}`;
}
