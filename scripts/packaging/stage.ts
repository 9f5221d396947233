/** Puts the files of one program into a folder. */

import { chmod, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { pageFiles } from '#server/pages/page-files.ts';
import { entriesIn } from './entries.ts';
import { licenceTexts } from './licences.ts';
import { type Lock, packageOf, type RootManifest } from './lock.ts';
import { cutManifest } from './manifests.ts';
import { sbomOf } from './sbom.ts';

const root = join(import.meta.dirname, '..', '..');

export interface Program {
  readonly manifest: RootManifest;
  readonly lock: Lock;
  /** The emitted JavaScript. */
  readonly emitted: string;
  /** What runs, from the root of this repository: emitted files, the built server, and files of packages. */
  readonly files: readonly string[];
  /** Packages that are in it, bundled into its pages, or fetched beside it. By their paths in the lock. */
  readonly packages: readonly string[];
  /** Further files, by their paths in the folder, with where they come from. */
  readonly extra: Readonly<Record<string, string>>;
}

/** Fills `folder`, which must not exist, with everything but the package.json. */
export async function stage(folder: string, program: Program): Promise<void> {
  const { manifest, lock, emitted, files, packages, extra } = program;
  const ours = relative(root, emitted).replaceAll('\\', '/');
  for (const file of files) {
    const path = packageOf(file);
    const target = join(folder, file.startsWith(`${ours}/`) ? relative(ours, file) : file);
    if (path !== undefined && file === `${path}/package.json`) {
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, cutManifest(await readFile(join(root, file), 'utf8')));
    } else await copyTo(join(root, file), target);
  }
  const built = join(root, '.next');
  for (const file of await pageFiles(built)) await copyTo(join(built, file), join(folder, '.next', file));
  const copied = { LICENSE: 'LICENSE', ...extra };
  for (const [name, source] of Object.entries(copied)) await copyFile(join(root, source), join(folder, name));
  await writeFile(join(folder, 'THIRD-PARTY-LICENSES.txt'), await licenceTexts(packages, lock, files));
  await writeFile(join(folder, 'sbom.cdx.json'), await sbomOf(manifest, lock, packages));
}

async function copyTo(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, to);
}

/** Lets every user read a folder, whatever the umask of this one, and returns its size in bytes. */
export async function openToAll(folder: string): Promise<number> {
  let bytes = 0;
  await chmod(folder, 0o755);
  for (const entry of await entriesIn(folder)) {
    const path = join(entry.parentPath, entry.name);
    await chmod(path, entry.isDirectory() ? 0o755 : 0o644);
    if (entry.isFile()) bytes += (await readFile(path)).length;
  }
  return bytes;
}
