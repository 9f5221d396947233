/** Finds a command's program in a container. Error messages are those of runc. */

import { constants, existsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { RootDirectory } from './root-directory.ts';

export type ResolvedCommand =
  /** `program` goes into a `ProcessSpec`. */
  | { readonly kind: 'found'; readonly program: string }
  /** `reason` is the end of the runtime's message. */
  | { readonly kind: 'failed'; readonly reason: string };

/** Directories of an image that hold what our one `bin` holds. */
const BIN_DIRECTORIES = new Set([
  '/bin',
  '/sbin',
  '/usr/bin',
  '/usr/sbin',
  '/usr/local/bin',
  '/usr/local/sbin',
]);

/** Looks up `command[0]` as runc does: a name without a slash in PATH, anything else as a path. */
export function resolveCommand(root: RootDirectory, command: readonly string[]): ResolvedCommand {
  const [name] = command;
  if (name === undefined || name === '') return { kind: 'failed', reason: 'args must not be empty' };
  if (!name.includes('/')) {
    if (kindOf(join(root.bin, name)) === 'executable') return { kind: 'found', program: name };
    return failed(name, 'executable file not found in $PATH');
  }
  const path = locate(root, name);
  switch (kindOf(path)) {
    case 'executable':
      return { kind: 'found', program: programPath(root, name, path) };
    case 'other':
      return failed(name, 'permission denied');
    case 'missing':
      return failed(name, `stat ${name}: no such file or directory`);
  }
}

function failed(name: string, reason: string): ResolvedCommand {
  return {
    kind: 'failed',
    reason: `unable to start container process: exec: ${JSON.stringify(name)}: ${reason}`,
  };
}

/** The path by which the container's processes start the program; the caller's `name`, which becomes argv[0], if it can be. */
function programPath(root: RootDirectory, name: string, path: string): string {
  if (isFromImage(root, path)) return existsSync(name) ? name : join(root.inside.bin, basename(path));
  return root.inside.root === '' ? name : path;
}

/** The path on the host of a path in the container. Without isolation, processes may also name host paths. */
function locate(root: RootDirectory, path: string): string {
  if (!path.startsWith('/')) return join(root.path, path);
  if (path.startsWith(`${root.path}/`)) return path;
  if (BIN_DIRECTORIES.has(dirname(path))) return join(root.bin, basename(path));
  return join(root.path, path);
}

function isFromImage(root: RootDirectory, path: string): boolean {
  return dirname(path) === root.bin;
}

function kindOf(path: string): 'executable' | 'other' | 'missing' {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return 'missing';
  return stats.isFile() && (stats.mode & constants.S_IXUSR) !== 0 ? 'executable' : 'other';
}
