/** The file system of an isolated container: its writable root, and what of the host is mounted into it. */

import {
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** Where an isolated container finds the programs of its image: the one directory of its PATH. */
export const IMAGE_BIN = '/image/bin';

const DEVICES = ['null', 'zero', 'full', 'random', 'urandom', 'tty'];
/** Programs and libraries. Each is mounted read-only, or copied where it is a symbolic link (`/bin -> usr/bin`). */
const SYSTEM_DIRECTORIES = ['bin', 'sbin', 'lib', 'lib32', 'lib64', 'libx32', 'usr', 'nix', 'gnu'];
/** Configuration that programs need and that holds no secrets, mounted read-only. */
const SYSTEM_CONFIGURATION = [
  'etc/alternatives',
  'etc/ld.so.cache',
  'etc/localtime',
  'etc/terminfo',
  'etc/inputrc',
  'etc/bash.bashrc',
];

/**
 * The first process of a container. Its input ends with the kubelet, which holds the other end; then it exits, and with it
 * all others. A shell that waits for a command also reaps orphans; one that reads by itself would be interrupted by them.
 */
const PAUSE = '#!/bin/sh\ncat >/dev/null\nexit\n';

/** Makes the directories and files that are mounted over or that every container needs. Owner: `uid`, if given. */
export function makeSystemDirectories(root: string, uid: number | undefined): void {
  for (const directory of [
    'dev/pts',
    'dev/shm',
    'etc',
    'home',
    'image/bin',
    'proc',
    'root',
    'run',
    'var/tmp',
  ]) {
    mkdirSync(join(root, directory), { recursive: true });
  }
  mkdirSync(join(root, 'tmp'), { recursive: true });
  for (const device of DEVICES) writeFileSync(join(root, 'dev', device), '');
  symlinkSync('pts/ptmx', join(root, 'dev/ptmx'));
  symlinkSync('/proc/self/fd', join(root, 'dev/fd'));
  for (const [fd, name] of ['stdin', 'stdout', 'stderr'].entries()) {
    symlinkSync(`/proc/self/fd/${fd}`, join(root, 'dev', name));
  }
  for (const path of SYSTEM_DIRECTORIES) {
    const stats = lstatSync(`/${path}`, { throwIfNoEntry: false });
    if (stats?.isSymbolicLink()) symlinkSync(readlinkSync(`/${path}`), join(root, path));
    else if (stats !== undefined) mkdirSync(join(root, path));
  }
  for (const path of configuration()) {
    if (lstatSync(path).isDirectory()) mkdirSync(join(root, path));
    else writeFileSync(join(root, path), '');
  }
  writeFileSync(join(root, 'pause'), PAUSE, { mode: 0o755 });
  if (uid !== undefined) chownTree(root, uid);
}

/** Gives everything below `path` to `uid`, and to the group of the same number. Links are not followed. */
function chownTree(path: string, uid: number): void {
  lchownSync(path, uid, uid);
  if (!lstatSync(path).isDirectory()) return;
  for (const name of readdirSync(path)) chownTree(join(path, name), uid);
}

/** The text of an fstab(5) that makes `root` a mount point and fills it. `programs` is mounted at {@link IMAGE_BIN}. */
export function mountTable(root: string, programs: string): string {
  const bind = (from: string, to: string, options: string) => [from, join(root, to), 'none', options];
  const directories = SYSTEM_DIRECTORIES.filter((path) =>
    lstatSync(`/${path}`, { throwIfNoEntry: false })?.isDirectory(),
  );
  const lines = [
    bind(root, '.', 'bind'),
    ...directories.map((path) => bind(`/${path}`, path, 'rbind,ro')),
    ...configuration().map((path) => bind(path, path, 'bind,ro')),
    ...DEVICES.map((device) => bind(`/dev/${device}`, `dev/${device}`, 'bind')),
    bind(programs, IMAGE_BIN, 'bind,ro'),
    // The host's /proc only makes the kernel allow a new one, which the container's first process mounts over it.
    bind('/proc', 'proc', 'rbind'),
    ['devpts', join(root, 'dev/pts'), 'devpts', 'newinstance,ptmxmode=0666,mode=0620'],
  ];
  return lines.map((fields) => `${fields.map(escapeField).join(' ')} 0 0\n`).join('');
}

function configuration(): string[] {
  return SYSTEM_CONFIGURATION.map((path) => `/${path}`).filter((path) => existsSync(path));
}

/** fstab(5) writes blanks in octal. */
function escapeField(text: string): string {
  return text.replace(/[\s\\#]/g, (character) => `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`);
}
