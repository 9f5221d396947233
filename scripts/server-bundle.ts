/** The server's own code as few files, with the packages that it uses; see decision 110. */

import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { inAscii } from './ascii.ts';
import { fingerprint } from './fingerprint.ts';

const root = join(import.meta.dirname, '..');

/** As far below the root as the rooms of the server, whose modules find other files from where they are. */
const folder = join(root, '.next', 'podshell');

const marker = join(folder, 'built-from');

const inputs = ['server/**/*', 'protocol/**/*', 'scripts/{ascii,server-bundle}.ts', 'package-lock.json'];

/** Packages that stay files: Next's are shared with the built pages, and the API of OpenTelemetry with the user's SDK. */
const EXTERNAL = [/^next(\/|$)/, /^@next\/env$/, /^@opentelemetry\/api$/];

/** Bundles the server unless it was made of exactly these sources. */
export async function ensureServerBundle(): Promise<void> {
  const sources = await fingerprint(root, inputs);
  if (existsSync(marker) && (await readFile(marker, 'utf8')) === sources) return;
  await rm(folder, { recursive: true, force: true });
  const bundle = await rolldown({
    cwd: root,
    platform: 'node',
    input: { 'run-server': join(root, 'server', 'run-server.ts') },
    external: EXTERNAL,
  });
  try {
    const { output } = await bundle.write({
      dir: folder,
      format: 'esm',
      entryFileNames: '[name].mjs',
      chunkFileNames: '[name]-[hash].mjs',
      // Names and lines stay, so that a stack trace can be read without the map.
      minify: false,
      comments: false,
      sourcemap: true,
    });
    for (const file of output) {
      if (file.type === 'chunk') await writeFile(join(folder, file.fileName), inAscii(file.code));
    }
  } finally {
    await bundle.close();
  }
  await writeFile(marker, sources);
}

/** The files of the built server that run, by their absolute paths. */
export async function serverFiles(): Promise<readonly string[]> {
  const names = await readdir(folder);
  return names.filter((name) => name.endsWith('.mjs')).map((name) => join(folder, name));
}
