/** What can be said before the server is loaded: whether there is a cluster, and a port. */

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Environment } from '#server/config/load-settings.ts';
import { loadKubeconfig } from '#server/kubernetes/kubeconfig/load-kubeconfig.ts';
import { portOrAny } from './free-port.ts';
import type { Options } from './options.ts';

const DEFAULT_PORT = 3000;

/** Why there can be no demo cluster; undefined if there can. */
export function whyNoDemo(platform: NodeJS.Platform): string | undefined {
  if (platform !== 'win32') return undefined;
  return 'The demo cluster runs on Linux and macOS only. Use a kubeconfig instead: --kubeconfig FILE';
}

/** Why no cluster can be asked, with the options of this command; undefined if one can. */
export function whyNoCluster(
  { kubeconfig }: Pick<Options, 'kubeconfig'>,
  environment: Environment,
): string | undefined {
  if (kubeconfig !== undefined && !existsSync(kubeconfig)) {
    return `The kubeconfig ${resolve(kubeconfig)} does not exist. Give another with --kubeconfig FILE.`;
  }
  const found = loadKubeconfig(environment);
  if (found.kind !== 'not-found') return undefined;
  return (
    `No Kubernetes cluster found. Looked at ${found.places}. ` +
    'Name a kubeconfig with --kubeconfig FILE, or try Podshell with its own cluster: podshell --demo'
  );
}

export type Port =
  | { readonly kind: 'chosen'; readonly overrides: Environment }
  /** One sentence for the user. */
  | { readonly kind: 'taken'; readonly message: string };

/** The port that was asked for, or the default, or a free one instead of the default. */
export async function choosePort(
  { port }: Pick<Options, 'port'>,
  { PORT = '', HOST = '' }: Environment,
): Promise<Port> {
  const host = HOST || '127.0.0.1';
  if (port !== undefined) {
    if ((await portOrAny(port, host)) === port) return { kind: 'chosen', overrides: {} };
    const message = `Port ${port} is already in use. Choose another with --port N, or leave --port out for a free one.`;
    return { kind: 'taken', message };
  }
  // The server checks what the environment says.
  if (PORT !== '') return { kind: 'chosen', overrides: {} };
  const free = await portOrAny(DEFAULT_PORT, host);
  if (free !== DEFAULT_PORT)
    console.log(`Port ${DEFAULT_PORT} is already in use, so Podshell takes a free one.`);
  return { kind: 'chosen', overrides: { PORT: `${free}` } };
}
