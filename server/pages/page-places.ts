/** Where the server finds its pages. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';

export interface PagePlaces {
  /** Holds `app/` and `next.config.mjs` in development, and `.next/` in production. */
  readonly root: string;
  /** What `npm run build` writes. */
  readonly built: string;
}

/** The places in the folder that holds `server/`. */
export function pagePlaces(root = join(import.meta.dirname, '..', '..')): PagePlaces {
  return { root, built: join(root, '.next') };
}

/** True once `npm run build` has finished. */
export function areBuilt({ built }: PagePlaces): boolean {
  return existsSync(join(built, 'BUILD_ID'));
}
