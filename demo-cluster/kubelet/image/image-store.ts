/** A directory for each image with links to the host's programs, made on first use. */

import { accessSync, constants, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Image } from './images.ts';

export class ImageStore {
  readonly #directory: string;
  readonly #searchPath: readonly string[];
  readonly #made = new Map<Image['kind'], string>();

  /** `directory` is made when needed. `searchPath` lists the host's program directories, like PATH. */
  constructor(directory: string, searchPath: string) {
    this.#directory = directory;
    this.#searchPath = searchPath.split(delimiter).filter((path) => path.startsWith('/'));
  }

  /** Absolute path of the directory with the image's programs. Containers share it. */
  programs(image: Image): string {
    const made = this.#made.get(image.kind);
    if (made !== undefined) return made;
    const path = join(this.#directory, image.kind);
    mkdirSync(path, { recursive: true });
    for (const name of image.programs) {
      const program = this.find(name);
      // The host's name is not the pod's.
      if (name === 'hostname') writeFileSync(join(path, name), HOSTNAME_SCRIPT, { mode: 0o755 });
      else if (program !== undefined) symlinkSync(program, join(path, name));
    }
    this.#made.set(image.kind, path);
    return path;
  }

  /** Absolute path of a program of the host; undefined if the host does not have it. */
  find(name: string): string | undefined {
    return this.#searchPath.map((directory) => join(directory, name)).find((path) => isExecutable(path));
  }
}

const HOSTNAME_SCRIPT = '#!/bin/sh\necho "$HOSTNAME"\n';

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
