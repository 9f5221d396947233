/** Builds the npm package for Playwright tests. */

import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mustRun } from './must-run.ts';

const root = join(import.meta.dirname, '..', '..');
const source = join(root, 'packages', 'playwright');

/**
 * Writes `playwright-podshell-VERSION.tgz`: JavaScript (CommonJS), types, README and licence.
 * @param destination the folder for the file; created when it is missing
 * @returns the file's path
 * @throws Error when the types are wrong or npm fails
 */
export async function packPlaywright(destination: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(source, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  // A folder of its own holds the package, so that nothing is built between the sources.
  const staging = await mkdtemp(join(tmpdir(), 'podshell-pack-'));
  try {
    // CommonJS, as most projects with Playwright are. ES modules import it just as well.
    const built = JSON.stringify({ ...manifest, type: 'commonjs' }, null, 2);
    await writeFile(join(staging, 'package.json'), built);
    await cp(join(source, 'README.md'), join(staging, 'README.md'));
    await cp(join(root, 'LICENSE'), join(staging, 'LICENSE'));
    const project = join(source, 'tsconfig.build.json');
    await mustRun('tsc', ['--project', project, '--outDir', join(staging, 'dist')]);
    await mkdir(destination, { recursive: true });
    await mustRun('npm', ['pack', staging, '--pack-destination', destination, '--silent']);
    return join(destination, `${manifest.name}-${manifest.version}.tgz`);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}
