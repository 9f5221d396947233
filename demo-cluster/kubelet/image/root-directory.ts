/**
 * The private directory of a container. There is no chroot: the process sees the host's files, but its PATH has
 * only what its image declares, its home is its own, and it starts in its own directory.
 */

import { accessSync, constants, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Image } from './images.ts';

export interface RootDirectory {
  /** Absolute path; what the container calls `/`. */
  readonly path: string;
  /** The one directory of PATH. */
  readonly bin: string;
  readonly home: string;
}

/** Finds programs of the host. `searchPath` is like PATH. */
export class HostPrograms {
  readonly #directories: readonly string[];
  readonly #found = new Map<string, string | undefined>();

  constructor(searchPath: string) {
    this.#directories = searchPath.split(delimiter).filter((directory) => directory.startsWith('/'));
  }

  /** Absolute path of a program, undefined when the host lacks it. */
  find(name: string): string | undefined {
    if (!this.#found.has(name)) {
      this.#found.set(
        name,
        this.#directories.map((directory) => join(directory, name)).find((path) => isExecutable(path)),
      );
    }
    return this.#found.get(name);
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Makes the directory afresh, as every start of a container begins with its image. */
export function makeRootDirectory(
  path: string,
  image: Image,
  hostname: string,
  host: HostPrograms,
): RootDirectory {
  const root = { path, bin: join(path, 'bin'), home: join(path, 'home') };
  rmSync(path, { recursive: true, force: true });
  for (const directory of [root.bin, root.home, join(path, 'etc'), join(path, 'tmp')]) {
    mkdirSync(directory, { recursive: true, mode: 0o755 });
  }
  for (const name of image.programs) {
    const program = host.find(name);
    if (program !== undefined) symlinkSync(program, join(root.bin, name));
  }
  if (image.kind === 'distroless') writeFileSync(join(path, 'app'), appScript(host), { mode: 0o755 });
  else writeScript(join(root.bin, 'hostname'), `echo ${hostname}`);
  for (const [name, text] of Object.entries(etcFiles(image, hostname))) {
    writeFileSync(join(path, 'etc', name), text, { mode: 0o644 });
  }
  writeFileSync(join(root.home, '.bashrc'), bashrc(path, hostname), { mode: 0o644 });
  return root;
}

/** The host's name is not the pod's. */
function writeScript(path: string, command: string): void {
  rmSync(path, { force: true });
  writeFileSync(path, `#!/bin/sh\n${command}\n`, { mode: 0o755 });
}

/** Stands for the one binary of a distroless image. */
function appScript(host: HostPrograms): string {
  return `#!/bin/sh\necho listening on :8080\nexec ${host.find('sleep') ?? 'sleep'} 1000000000\n`;
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
