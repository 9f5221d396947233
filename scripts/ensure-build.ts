/** Builds pages and server unless `.next/` is a build of exactly these sources. `.next/` records what it was built from. */

import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dropRouteManifests } from '#server/pages/drop-route-manifests.ts';
import { makeGaps } from '#server/pages/make-gaps.ts';
import { pagePlaces } from '#server/pages/page-places.ts';
import { fingerprint } from './fingerprint.ts';
import { narrowPages } from './narrow-pages.ts';
import { runStep } from './run-step.ts';
import { ensureServerBundle } from './server-bundle.ts';

const root = join(import.meta.dirname, '..');
const marker = join(root, '.next', 'built-from');
const inputs = [
  'app/**/*',
  'components/**/*',
  'protocol/**/*',
  'public/**/*',
  'server/runtime.ts',
  'server/pages/*',
  'instrumentation-client.ts',
  'next.config.mjs',
  'postcss.config.mjs',
  'scripts/{ascii,narrow-pages}.ts',
  'package-lock.json',
];

/**
 * Makes sure that `.next/` is a build of the current sources.
 * @returns true when it had to build the pages
 * @throws Error when the build fails
 */
export async function ensureBuild(): Promise<boolean> {
  const built = existsSync(marker) ? await readFile(marker, 'utf8') : '';
  if (built === (await fingerprint(root, inputs))) {
    await ensureServerBundle();
    return false;
  }
  console.log('Building the pages (needed once after the sources change)...');
  await build();
  return true;
}

/** Always builds the pages. @throws Error when the build fails */
export async function build(): Promise<void> {
  const sources = await fingerprint(root, inputs);
  // Next reports builds to its makers unless it is told not to.
  const env = { NEXT_TELEMETRY_DISABLED: process.env.NEXT_TELEMETRY_DISABLED ?? '1' };
  const code = await runStep({ name: 'build', command: 'next', args: ['build'], env });
  if (code !== 0) throw new Error(`next build failed with exit code ${code}`);
  const places = pagePlaces(root);
  await dropRouteManifests(places);
  await narrowPages(places);
  await makeGaps(places);
  await ensureServerBundle();
  await writeFile(marker, sources);
}
