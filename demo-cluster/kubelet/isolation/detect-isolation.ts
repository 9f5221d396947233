/** Finds out whether containers can get their own namespaces on this machine. */

import { accessSync, chmodSync, constants } from 'node:fs';
import { join } from 'node:path';
import type { FifoPool } from '../process/fifo-pool.ts';
import { ContainerNamespaces } from './container-namespaces.ts';
import type { Isolation, NamespaceTools } from './isolation.ts';
import { makeSystemDirectories } from './root-mounts.ts';

/**
 * The containers' id when the kubelet runs as root, which no account has: kernel files under /proc trust the owner id 0
 * even in a user namespace.
 */
const CONTAINER_UID = 1_900_000_000;

/**
 * Tries a container in `directory`, which must exist and belong to the kubelet. Blocks for some 20 ms. Lets other users
 * pass through `directory` if containers get a uid of their own.
 */
export function detectIsolation(directory: string, pipes: FifoPool): Isolation {
  if (process.platform !== 'linux') {
    return { kind: 'none', reason: 'this needs Linux with user namespaces' };
  }
  const tools = findTools();
  if (tools === undefined) return { kind: 'none', reason: 'unshare, nsenter or setsid is not installed' };
  const uid = process.getuid?.() === 0 ? CONTAINER_UID : undefined;
  if (uid !== undefined) chmodSync(directory, 0o711);
  const isolation: Isolation = { kind: 'namespaces', tools, pipes, uid };
  const root = join(directory, '.probe');
  makeSystemDirectories(root, uid);
  try {
    const programs = '/usr';
    void ContainerNamespaces.start(isolation, { root, programs, hostname: 'probe' }).kill();
    return isolation;
  } catch (error) {
    return { kind: 'none', reason: (error as Error).message };
  }
}

function findTools(): NamespaceTools | undefined {
  const [unshare, nsenter, setsid] = ['unshare', 'nsenter', 'setsid'].map(findTool);
  if (unshare === undefined || nsenter === undefined || setsid === undefined) return undefined;
  return { unshare, nsenter, setsid };
}

function findTool(name: string): string | undefined {
  return ['/usr/bin', '/bin', '/usr/sbin', '/sbin']
    .map((directory) => join(directory, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
