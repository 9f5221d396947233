/**
 * The private directory of a container. With isolation it is the container's `/`. Without, the process sees the host's
 * files, but its PATH has only the programs of its image, and it starts in its own directory with its own home.
 */

import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Isolation } from '../isolation/isolation.ts';
import { IMAGE_BIN, makeSystemDirectories } from '../isolation/root-mounts.ts';
import type { ImageStore } from './image-store.ts';
import type { Image } from './images.ts';

/** In the home directory: what shells other than bash read first. */
export const SHELL_STARTUP = '.shinit';

export interface RootDirectory {
  /** Absolute path on the host. */
  readonly path: string;
  /** The directory with the image's programs, on the host. */
  readonly bin: string;
  /** The same places as the container's processes see them. */
  readonly inside: {
    /** Empty with isolation, so that `root + '/etc'` is right in both cases. */
    readonly root: string;
    /** The one directory of PATH. */
    readonly bin: string;
    readonly home: string;
  };
}

/** Makes the directory afresh, as every start of a container begins with its image. */
export function makeRootDirectory(
  path: string,
  image: Image,
  hostname: string,
  images: ImageStore,
  isolation: Isolation,
): RootDirectory {
  const programs = images.programs(image);
  const home = join(path, 'root');
  rmSync(path, { recursive: true, force: true });
  for (const directory of ['root', 'home', 'etc', 'tmp', 'run']) {
    mkdirSync(join(path, directory), { recursive: true, mode: 0o755 });
  }
  const inside =
    isolation.kind === 'namespaces'
      ? { root: '', bin: IMAGE_BIN, home: '/root' }
      : { root: path, bin: join(path, 'bin'), home };
  if (image.kind === 'distroless') {
    writeFileSync(join(path, 'app'), appScript(images.find('sleep') ?? 'sleep'), { mode: 0o755 });
  }
  for (const [name, text] of Object.entries(etcFiles(image, hostname))) {
    writeFileSync(join(path, 'etc', name), text, { mode: 0o644 });
  }
  writeFileSync(join(home, '.bashrc'), bashrc(inside.root, hostname), { mode: 0o644 });
  // Not a variable of the environment, which no runtime sets: it would show in every program.
  writeFileSync(join(home, SHELL_STARTUP), `PS1='${image.prompt}'\n`, { mode: 0o644 });
  if (isolation.kind === 'namespaces') makeSystemDirectories(path, isolation.uid);
  else symlinkSync(programs, inside.bin);
  return { path, bin: programs, inside };
}

/** Placeholder for the only binary of a distroless image. */
function appScript(sleep: string): string {
  return `#!/bin/sh\necho listening on :8080\nexec ${sleep} 1000000000\n`;
}

function etcFiles(image: Image, hostname: string): Record<string, string> {
  return {
    group: 'root:x:0:\n',
    hostname: `${hostname}\n`,
    hosts: `127.0.0.1\tlocalhost\n`,
    'os-release': `PRETTY_NAME="${image.system.name}"\nID=${image.system.id}\n`,
    passwd: 'root:x:0:0:root:/root:/bin/sh\n',
  };
}

/** bash prompts as on Debian for root: the private directory is `/`. */
function bashrc(root: string, hostname: string): string {
  return [
    `PROMPT_COMMAND='__dir=\${PWD#${root}}'`,
    `PS1='root@${hostname}:\${__dir:-/}# '`,
    'unset -f command_not_found_handle',
    "bind 'set enable-bracketed-paste on' 2>/dev/null",
    '',
  ].join('\n');
}
