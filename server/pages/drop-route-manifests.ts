/**
 * A step of the build: removes the lists of client components that Next writes beside routes. Routes render none, so the lists
 * are empty, but Next evaluates each in a context of its own when its route is first asked for, and keeps that: 0.3 MB each.
 */

import { glob, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PagePlaces } from './page-places.ts';

/** @returns how many there were */
export async function dropRouteManifests({ built }: PagePlaces): Promise<number> {
  let count = 0;
  for await (const file of glob('server/app/**/route_client-reference-manifest.js', { cwd: built })) {
    await rm(join(built, file));
    count += 1;
  }
  return count;
}
