/** `npm run pack`: writes the npm packages and the contents of the container image to `dist/`. */

import { join } from 'node:path';
import { packPlaywright } from './pack-playwright.ts';
import { LIMITS, packPodshell } from './pack-podshell.ts';

const destination = join(import.meta.dirname, '..', '..', 'dist');

try {
  // Its name does not begin with `podshell-`: `dist/podshell-*.tgz` must match one file.
  await packPlaywright(destination);
  const { file, packageBytes, image, imageBytes } = await packPodshell(destination);
  console.log(`${file}: ${inMb(packageBytes)} without Node, at most ${inMb(LIMITS.package)}`);
  console.log(`${image}: ${inMb(imageBytes)} beyond the base image, at most ${inMb(LIMITS.image)}`);
  if (packageBytes > LIMITS.package || imageBytes > LIMITS.image) throw new Error('That is too large.');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function inMb(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
