/** The environment variables of a container's processes. None come from the host. */

import { basename, join } from 'node:path';
import type { Image } from './images.ts';
import { type RootDirectory, SHELL_STARTUP } from './root-directory.ts';

/** Set in every process of a container, to find and kill all of them. */
export const CONTAINER_MARKER = 'DEMO_CLUSTER_CONTAINER_ID';

export interface EnvironmentOf {
  readonly root: RootDirectory;
  readonly image: Image;
  readonly hostname: string;
  readonly containerId: string;
  /** `env` of the container's spec; `valueFrom` is ignored. */
  readonly declared: unknown;
}

const SERVICE_ADDRESS = '10.96.0.1';

/** A shell that is not bash finds its prompt by ENV. `TERM` is `xterm`, as container runtimes set it. */
export function environmentFor(of: EnvironmentOf, program: string, tty: boolean): Record<string, string> {
  const shell = ['sh', 'ash', 'dash'].includes(basename(program));
  return {
    PATH: of.root.inside.bin,
    HOSTNAME: of.hostname,
    HOME: of.root.inside.home,
    LANG: 'C.UTF-8',
    ...(tty ? { TERM: 'xterm' } : {}),
    ...(tty && shell ? { ENV: join(of.root.inside.home, SHELL_STARTUP) } : {}),
    KUBERNETES_SERVICE_HOST: SERVICE_ADDRESS,
    KUBERNETES_SERVICE_PORT: '443',
    KUBERNETES_SERVICE_PORT_HTTPS: '443',
    KUBERNETES_PORT: `tcp://${SERVICE_ADDRESS}:443`,
    ...plainValues(of.declared),
    [CONTAINER_MARKER]: of.containerId,
  };
}

function plainValues(declared: unknown): Record<string, string> {
  if (!Array.isArray(declared)) return {};
  const values: Record<string, string> = {};
  for (const entry of declared as { name?: unknown; value?: unknown }[]) {
    if (typeof entry.name === 'string' && typeof entry.value === 'string') values[entry.name] = entry.value;
  }
  return values;
}
