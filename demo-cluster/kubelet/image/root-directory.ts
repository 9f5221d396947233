/**
 * The private directory of a container. There is no chroot: the process sees the host's files, but its PATH has
 * only what its image declares, its home is its own, and it starts in its own directory.
 */

import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ImageStore } from './image-store.ts';
import type { Image } from './images.ts';

export interface RootDirectory {
  /** Absolute path; what the container calls `/`. */
  readonly path: string;
  /** The one directory of PATH. */
  readonly bin: string;
  readonly home: string;
}

/** Makes the directory afresh, as every start of a container begins with its image. */
export function makeRootDirectory(
  path: string,
  image: Image,
  hostname: string,
  images: ImageStore,
): RootDirectory {
  const root = { path, bin: join(path, 'bin'), home: join(path, 'home') };
  rmSync(path, { recursive: true, force: true });
  for (const directory of [root.home, join(path, 'etc'), join(path, 'tmp')]) {
    mkdirSync(directory, { recursive: true, mode: 0o755 });
  }
  symlinkSync(images.programs(image), root.bin);
  if (image.kind === 'distroless') {
    writeFileSync(join(path, 'app'), appScript(images.find('sleep') ?? 'sleep'), { mode: 0o755 });
  }
  for (const [name, text] of Object.entries(etcFiles(image, hostname))) {
    writeFileSync(join(path, 'etc', name), text, { mode: 0o644 });
  }
  writeFileSync(join(root.home, '.bashrc'), bashrc(path, hostname), { mode: 0o644 });
  return root;
}

/** Stands for the one binary of a distroless image. */
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
