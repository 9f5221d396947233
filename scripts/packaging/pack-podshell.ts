/** Builds the npm package `podshell` and the contents of the container image. */

import { copyFile, glob, mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureBuild } from '../ensure-build.ts';
import { emitJavaScript } from './emit.ts';
import { refusedLicences } from './licences.ts';
import { dependenciesOf, type Lock, packageOf, type RootManifest, readLock, readManifest } from './lock.ts';
import { fetchedPackages, packageManifest } from './manifests.ts';
import { mustRun } from './must-run.ts';
import { nativeFiles } from './native-files.ts';
import { openToAll, type Program, stage } from './stage.ts';
import { Tracer } from './trace.ts';

const MB = 1e6;

/** Sizes in bytes. Node itself is in neither: npm fetches it, and an image has it in its base. */
export const LIMITS = { package: 25 * MB, image: 120 * MB } as const;

export interface Packed {
  /** The npm package. */
  readonly file: string;
  /** Its size in bytes. */
  readonly packageBytes: number;
  /** What the container image holds. */
  readonly image: string;
  readonly imageBytes: number;
}

/**
 * Writes `podshell-VERSION.tgz`, its bill of materials, and `image/`.
 * @param destination a folder inside of this repository; what it held of these is replaced
 * @throws Error that says what is wrong with what was packed
 */
export async function packPodshell(destination: string): Promise<Packed> {
  await ensureBuild();
  const [manifest, lock] = await Promise.all([readManifest(), readLock()]);
  await mkdir(destination, { recursive: true });
  // Inside of this repository, so that modules are found.
  const work = await mkdtemp(join(destination, '.packing-'));
  try {
    const emitted = join(work, 'js');
    await emitJavaScript(emitted);
    const tracer = new Tracer();
    const programOf = async (entries: readonly string[]) =>
      judged(manifest, lock, emitted, await tracer.files(entries.map((entry) => join(emitted, entry))));
    const image = await packImage(join(work, 'image'), await programOf(['server/main.mjs']));
    const file = await packNpm(work, await programOf(['cli/podshell.mjs', 'cli/main.js']));
    const finished = join(destination, 'image');
    await rm(finished, { recursive: true, force: true });
    await rename(join(work, 'image'), finished);
    for await (const old of glob('podshell-*.{tgz,cdx.json}', { cwd: destination }))
      await rm(join(destination, old));
    const named = join(destination, `podshell-${manifest.version}.tgz`);
    await rename(file, named);
    await copyFile(join(work, 'npm', 'sbom.cdx.json'), named.replace(/tgz$/, 'cdx.json'));
    return { file: named, packageBytes: (await stat(named)).size, image: finished, imageBytes: image };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

type Described = Omit<Program, 'extra'> & { readonly bundled: readonly string[] };

/** @throws Error that names packages with a licence that is not allowed */
function judged(manifest: RootManifest, lock: Lock, emitted: string, files: readonly string[]): Described {
  const bundled = [...new Set(files.flatMap((file) => packageOf(file) ?? []))].sort();
  const packages = [...new Set([...bundled, ...dependenciesOf(manifest, lock)])].sort();
  const refused = refusedLicences(packages, lock);
  if (refused.length > 0) throw new Error(`Licences that are not allowed: ${refused.join(', ')}`);
  return { manifest, lock, emitted, files, packages, bundled };
}

async function packImage(folder: string, program: Described): Promise<number> {
  await stage(folder, { ...program, extra: { 'healthcheck.mjs': 'deploy/healthcheck.mjs' } });
  const { name, version, license } = program.manifest;
  await writeJson(join(folder, 'package.json'), { name, version, license, private: true, type: 'module' });
  const native = await nativeFiles(folder);
  if (native.length > 0) throw new Error(`The image would run on one processor only: ${native.join(', ')}`);
  return await openToAll(folder);
}

/** @returns the path of the package */
async function packNpm(work: string, program: Described): Promise<string> {
  const { manifest, lock, bundled } = program;
  const fetched = Object.keys(fetchedPackages(lock)).map((name) => `node_modules/${name}`);
  const folder = join(work, 'npm');
  await stage(folder, {
    ...program,
    packages: [...program.packages, ...fetched].sort(),
    extra: { 'README.md': 'README.md', 'CHANGELOG.md': 'CHANGELOG.md' },
  });
  const files = [
    ...['.next', 'cli', 'demo-cluster', 'protocol', 'server', 'next.config.mjs'],
    ...['THIRD-PARTY-LICENSES.txt', 'sbom.cdx.json', 'CHANGELOG.md'],
  ];
  await writeJson(join(folder, 'package.json'), packageManifest({ manifest, lock, bundled }, files));
  await openToAll(folder);
  await mustRun('npm', ['pack', folder, '--pack-destination', work, '--silent']);
  return join(work, `${manifest.name}-${manifest.version}.tgz`);
}

async function writeJson(file: string, value: unknown): Promise<void> {
  await writeFile(file, `${JSON.stringify(value, null, 2)}\n`);
}
