/** The server's own code as few files, with the packages that it uses; see decision 110. */

import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type OutputAsset, type OutputChunk, rolldown } from 'rolldown';
import { inAscii } from './ascii.ts';
import { fingerprint } from './fingerprint.ts';

const root = join(import.meta.dirname, '..');

/** As far below the root as the rooms of the server, whose modules find other files from where they are. */
const folder = join(root, '.next', 'podshell');

const marker = join(folder, 'built-from');

const inputs = ['server/**/*', 'protocol/**/*', 'scripts/{ascii,server-bundle}.ts', 'package-lock.json'];

/**
 * Packages that stay files: Next's are shared with the built pages, and the API of OpenTelemetry with the user's SDK. The last one
 * is not ours to pass on: a package uses it if it is there, and another one that we build with brings it along.
 */
const EXTERNAL = [/^next(\/|$)/, /^@next\/env$/, /^@opentelemetry\/api$/, /^supports-color$/];

/** Bundles the server unless it was made of exactly these sources. */
export async function ensureServerBundle(): Promise<void> {
  const sources = await fingerprint(root, inputs);
  if (existsSync(marker) && (await readFile(marker, 'utf8')) === sources) return;
  await writeParts(folder, await bundled(join(root, 'server', 'run-server.ts'), folder));
  await writeFile(marker, sources);
}

/** @param folder where the parts will be: the maps name the sources from there */
export async function bundled(entry: string, folder: string): Promise<readonly Part[]> {
  const bundle = await rolldown({ cwd: root, platform: 'node', input: entry, external: EXTERNAL });
  try {
    const { output } = await bundle.generate({
      dir: folder,
      format: 'esm',
      entryFileNames: '[name].mjs',
      chunkFileNames: '[name]-[hash].mjs',
      // Names and lines stay, so that a stack trace can be read without the map.
      minify: false,
      comments: false,
      sourcemap: true,
    });
    return output;
  } finally {
    await bundle.close();
  }
}

export type Part =
  | Pick<OutputChunk, 'type' | 'fileName' | 'code' | 'isEntry'>
  | Pick<OutputAsset, 'type' | 'fileName' | 'source'>;

/** Makes the folder anew. The entry comes last: if it is there, so is what it loads, also after a build that was interrupted. */
export async function writeParts(folder: string, parts: readonly Part[]): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const part of [...parts.filter((one) => !isEntry(one)), ...parts.filter(isEntry)]) {
    await writeFile(join(folder, part.fileName), part.type === 'chunk' ? inAscii(part.code) : part.source);
  }
}

function isEntry(part: Part): boolean {
  return part.type === 'chunk' && part.isEntry;
}

/** The files of the built server that run, by their absolute paths. */
export async function serverFiles(): Promise<readonly string[]> {
  const names = await readdir(folder);
  return names.filter((name) => name.endsWith('.mjs')).map((name) => join(folder, name));
}
