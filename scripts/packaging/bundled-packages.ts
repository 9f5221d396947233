import { readFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { packageOf } from './lock.ts';

/** Made by the bundler, of no source, and so without a map. */
const RUNTIME = /^rolldown-runtime-/;

/**
 * The packages whose code is in bundles, by their paths in the lock. The maps beside the bundles say so.
 * @param root of the repository
 * @param bundles absolute paths
 */
export async function bundledPackages(root: string, bundles: readonly string[]): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const bundle of bundles.filter((file) => !RUNTIME.test(basename(file)))) {
    const { sources } = JSON.parse(await readFile(`${bundle}.map`, 'utf8')) as { sources: string[] };
    for (const source of sources) {
      const path = packageOf(relative(root, join(dirname(bundle), source)).replaceAll('\\', '/'));
      if (path !== undefined) found.add(path);
    }
  }
  return [...found].sort();
}
