/** How containers are isolated from this machine, if they are. */

import type { FifoPool } from '../process/fifo-pool.ts';

/** Absolute paths of the programs of util-linux. `setsid` must have the same path inside a container. */
export interface NamespaceTools {
  readonly unshare: string;
  readonly nsenter: string;
  readonly setsid: string;
}

export type Isolation =
  | {
      readonly kind: 'namespaces';
      readonly tools: NamespaceTools;
      readonly pipes: FifoPool;
      /** The user and group id of all containers. Undefined: our own. */
      readonly uid: number | undefined;
    }
  /** `reason` completes the sentence "Containers are not isolated: ...". */
  | { readonly kind: 'none'; readonly reason: string };
