/** The packages of package-lock.json. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

export interface LockedPackage {
  readonly version: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[] | string;
  readonly cpu?: readonly string[] | string;
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** By path, for instance `node_modules/ws`. */
export type Lock = Readonly<Record<string, LockedPackage>>;

export interface RootManifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
}

/** The packages that npm installs, without this one itself. */
export async function readLock(): Promise<Lock> {
  const { packages } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockedPackage>;
  };
  const { '': _self, ...others } = packages;
  return others;
}

export async function readManifest(): Promise<RootManifest> {
  return JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as RootManifest;
}

/** The package that a file belongs to, as its path in the lock; undefined for files of this repository. */
export function packageOf(file: string): string | undefined {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
}

/** The name of a package by its path in the lock. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

/**
 * The packages that Next bundles into the pages, or that the server loads: the dependencies and theirs. Of Next itself,
 * the rest depends on what is loaded, which a trace says.
 */
export function dependenciesOf(manifest: RootManifest, lock: Lock): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = Object.keys(manifest.dependencies).map((name) => `node_modules/${name}`);
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const locked = lock[path];
    if (locked === undefined || found.has(path)) continue;
    found.add(path);
    if (path === 'node_modules/next') continue;
    for (const name of Object.keys(locked.dependencies ?? {})) waiting.push(resolveIn(lock, path, name));
  }
  return found;
}

/** Where `name` is found for the package at `from`, as Node looks for it. */
export function resolveIn(lock: Lock, from: string, name: string): string {
  for (
    let folder = from;
    folder !== '';
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))
  ) {
    const nested = `${folder}/node_modules/${name}`;
    if (nested in lock) return nested;
  }
  return `node_modules/${name}`;
}
