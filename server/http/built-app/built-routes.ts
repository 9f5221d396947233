/** Which built file answers which path, as Next's build says. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Path of each entry, for instance `/pods` of `/pods/(list)/page`. */
const pathsSchema = z.record(z.string(), z.string());

/** File of each entry, below `.next/server`. */
const filesSchema = z.record(z.string(), z.string());

const routesSchema = z.object({
  dynamicRoutes: z.array(z.object({ page: z.string(), regex: z.string() })),
});

/** Path of the page for unknown paths. */
const NOT_FOUND = '/_not-found';

/** What is built, but never asked for by its path. */
const HIDDEN = /^\/_/;

export interface BuiltRoutes {
  /**
   * The file for a path, below `.next/server`; undefined: no page has it.
   * @param path without base path and query
   */
  fileOf(path: string): string | undefined;
  /** The file of the page for unknown paths. */
  readonly notFound: string | undefined;
}

/**
 * Reads the lists of a build.
 * @param built the folder `.next`
 * @throws Error for a build of another version
 */
export function readBuiltRoutes(built: string): BuiltRoutes {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(built, name), 'utf8'));
  const files = filesSchema.parse(read('server/app-paths-manifest.json'));
  const byPath = new Map<string, string>();
  for (const [entry, path] of Object.entries(pathsSchema.parse(read('app-path-routes-manifest.json')))) {
    const file = files[entry];
    if (file !== undefined) byPath.set(path, file);
  }
  // The more exact ones come first.
  const { dynamicRoutes } = routesSchema.parse(read('routes-manifest.json'));
  const dynamic = dynamicRoutes.map(({ page, regex }) => ({
    pattern: new RegExp(regex),
    file: byPath.get(page),
  }));
  return {
    fileOf: (path) =>
      HIDDEN.test(path)
        ? undefined
        : (byPath.get(path) ?? dynamic.find(({ pattern }) => pattern.test(path))?.file),
    notFound: byPath.get(NOT_FOUND),
  };
}
