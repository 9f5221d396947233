/** Builds the npm package `podshell` and the contents of the container image. */

import { copyFile, glob, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { packProgram } from '../../cli/program-archive.mjs';
import { ensureBuild } from '../ensure-build.ts';
import { serverFiles } from '../server-bundle.ts';
import { bundledPackages } from './bundled-packages.ts';
import { emitJavaScript } from './emit.ts';
import { entriesIn } from './entries.ts';
import { refusedLicences } from './licences.ts';
import { dependenciesOf, type Lock, packageOf, type RootManifest, readLock, readManifest } from './lock.ts';
import { fetchedPackages, packageManifest } from './manifests.ts';
import { mustRun } from './must-run.ts';
import { nativeFiles } from './native-files.ts';
import { openToAll, type Program, stage } from './stage.ts';
import { Tracer } from './trace.ts';

const root = join(import.meta.dirname, '..', '..');

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
    const server = await serverFiles();
    const inServer = await bundledPackages(root, server);
    const programOf = async (entry: string): Promise<Described> => {
      const files = await tracer.files([join(emitted, entry), ...server]);
      return {
        manifest,
        lock,
        emitted,
        files,
        packages: judged(manifest, lock, [...inServer, ...packagesOf(files)]),
      };
    };
    const image = await packImage(join(work, 'image'), await programOf('server/main.mjs'));
    const file = await packNpm(work, await programOf('cli/main.js'));
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

type Described = Omit<Program, 'extra'>;

function packagesOf(files: readonly string[]): readonly string[] {
  return files.flatMap((file) => packageOf(file) ?? []);
}

/**
 * All packages that are passed on: those that are used, and all dependencies.
 * @throws Error that names packages with a licence that is not allowed
 */
function judged(manifest: RootManifest, lock: Lock, used: readonly string[]): readonly string[] {
  const packages = [...new Set([...used, ...dependenciesOf(manifest, lock)])].sort();
  const refused = refusedLicences(packages, lock);
  if (refused.length > 0) throw new Error(`Licences that are not allowed: ${refused.join(', ')}`);
  return packages;
}

async function packImage(folder: string, program: Described): Promise<number> {
  await stageProgram(folder, program, { 'healthcheck.mjs': 'deploy/healthcheck.mjs' });
  const native = await nativeFiles(folder);
  if (native.length > 0) throw new Error(`The image would run on one processor only: ${native.join(', ')}`);
  return await openToAll(folder);
}

/** What the package holds beside the program, from the root of this repository. */
const BESIDE = [
  ...['cli/podshell.mjs', 'cli/program-archive.mjs'],
  ...['README.md', 'CHANGELOG.md', 'LICENSE'],
];

/** What is made for the program, and read without unpacking it. */
const ABOUT = ['THIRD-PARTY-LICENSES.txt', 'sbom.cdx.json'];

/** @returns the path of the package */
async function packNpm(work: string, program: Described): Promise<string> {
  const { manifest, lock } = program;
  const fetched = Object.keys(fetchedPackages(lock)).map((name) => `node_modules/${name}`);
  const inside = join(work, 'program');
  await stageProgram(inside, { ...program, packages: [...program.packages, ...fetched].sort() }, {});
  const folder = join(work, 'npm');
  await mkdir(join(folder, 'cli'), { recursive: true });
  for (const name of ABOUT) await rename(join(inside, name), join(folder, name));
  for (const name of BESIDE) await copyFile(join(root, name), join(folder, name));
  await writeFile(join(folder, 'program.tar.gz'), packProgram(await filesIn(inside)));
  const files = [...BESIDE, ...ABOUT, 'program.tar.gz'];
  await writeJson(join(folder, 'package.json'), packageManifest(manifest, lock, files));
  await openToAll(folder);
  await mustRun('npm', ['pack', folder, '--pack-destination', work, '--silent']);
  return join(work, `${manifest.name}-${manifest.version}.tgz`);
}

async function stageProgram(folder: string, program: Described, extra: Program['extra']): Promise<void> {
  await stage(folder, { ...program, extra });
  const { name, version, license } = program.manifest;
  await writeJson(join(folder, 'package.json'), { name, version, license, private: true, type: 'module' });
}

/** All files of a folder by their paths in it, in order. */
async function filesIn(folder: string): Promise<readonly (readonly [string, Buffer])[]> {
  const paths = (await entriesIn(folder))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
  return Promise.all(paths.sort().map(async (path) => [path, await readFile(join(folder, path))] as const));
}

async function writeJson(file: string, value: unknown): Promise<void> {
  await writeFile(file, `${JSON.stringify(value, null, 2)}\n`);
}
