/** The software bill of materials, as CycloneDX, made by npm. */

import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Lock, RootManifest } from './lock.ts';
import { componentsLock } from './manifests.ts';

/**
 * Lists what a program is made of, with the hash of each package in the registry.
 * @param paths its packages, by their paths in the lock
 * @returns the text of a CycloneDX file; the same for the same packages
 * @throws Error if npm fails
 */
export async function sbomOf(manifest: RootManifest, lock: Lock, paths: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'podshell-sbom-'));
  try {
    const components = componentsLock(manifest, lock, paths);
    const { '': self } = components.packages as Record<string, object>;
    await writeFile(join(folder, 'package.json'), JSON.stringify(self));
    await writeFile(join(folder, 'package-lock.json'), JSON.stringify(components));
    const args = ['sbom', '--package-lock-only', '--sbom-format=cyclonedx', '--sbom-type=application'];
    const { stdout } = await promisify(execFile)('npm', args, { cwd: folder, maxBuffer: 1e8 });
    const { serialNumber: _random, ...sbom } = JSON.parse(stdout) as Record<string, object>;
    const { timestamp: _now, ...metadata } = sbom.metadata as Record<string, unknown>;
    return `${JSON.stringify({ ...sbom, metadata }, null, 2)}\n`;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
