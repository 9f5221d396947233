/** Finds the cluster as kubectl does: `KUBECONFIG`, `~/.kube/config`, then the service account of a pod. */

import { accessSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { KubeConfig } from '@kubernetes/client-node';
import { inClusterConfig, SERVICE_ACCOUNT_TOKEN } from './in-cluster.ts';
import { BrokenKubeconfigError, checkCurrentContext, mergeFiles } from './merge-files.ts';

/** The file system access that loading needs; tests pass their own. */
export interface KubeconfigFiles {
  exists(file: string): boolean;
  /** @throws as `readFileSync` */
  read(file: string): string;
}

export type KubeconfigResult =
  | {
      readonly kind: 'loaded';
      readonly kubeConfig: KubeConfig;
      /** The files it was loaded from, or `service account`; for the log. */
      readonly source: string;
    }
  /** No kubeconfig, or one that cannot be used. The message says where it looked and what to do. */
  | { readonly kind: 'not-found' | 'broken'; readonly message: string };

const nodeFiles: KubeconfigFiles = {
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

/**
 * Loads the kubeconfig that `env` names (`KUBECONFIG`, `HOME`, `KUBERNETES_SERVICE_HOST` and `_PORT`). Several
 * files in `KUBECONFIG` are merged as kubectl merges them: the first to set a value wins, a missing one is
 * skipped. Never throws.
 */
export function loadKubeconfig(
  env: Readonly<Record<string, string | undefined>>,
  files: KubeconfigFiles = nodeFiles,
): KubeconfigResult {
  const named = (env.KUBECONFIG ?? '').split(path.delimiter).filter((file) => file !== '');
  const home = env.HOME ?? env.USERPROFILE;
  const fromHome = home === undefined ? [] : [path.join(home, '.kube', 'config')];
  const candidates = named.length > 0 ? named : fromHome;
  const present = candidates.filter((file) => files.exists(file));
  try {
    if (present.length > 0) {
      const kubeConfig = mergeFiles(present, files.read);
      checkCurrentContext(kubeConfig, present);
      return { kind: 'loaded', kubeConfig, source: present.join(path.delimiter) };
    }
    const inCluster = inClusterConfig(env, files);
    if (inCluster !== undefined) {
      return { kind: 'loaded', kubeConfig: inCluster, source: 'service account' };
    }
  } catch (error) {
    if (error instanceof BrokenKubeconfigError) return { kind: 'broken', message: error.message };
    throw error;
  }
  const places =
    named.length > 0
      ? `KUBECONFIG (${named.join(', ')})`
      : `KUBECONFIG (not set), ~/.kube/config (${fromHome[0] ?? 'no HOME'})`;
  return {
    kind: 'not-found',
    message:
      `No Kubernetes cluster found. Looked at ${places} and the service account of a pod ` +
      `(${SERVICE_ACCOUNT_TOKEN}). Set KUBECONFIG to a kubeconfig file, or run "npm run demo" to try Podshell ` +
      'with a built-in demo cluster.',
  };
}
