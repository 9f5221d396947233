/** Which built file answers which path, as Next's build says. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Path of each entry, for instance `/pods` of `/pods/(list)/page`. */
const pathsSchema = z.record(z.string(), z.string());

/** File of each entry, below `.next/server`. */
const filesSchema = z.record(z.string(), z.string());

/** `routeKeys` has the name of each group of `namedRegex`, with a prefix. */
const routesSchema = z.object({
  dynamicRoutes: z.array(
    z.object({ page: z.string(), namedRegex: z.string(), routeKeys: z.record(z.string(), z.string()) }),
  ),
});

type DynamicRoute = z.infer<typeof routesSchema>['dynamicRoutes'][number];

/** Path of the page for unknown paths. */
const NOT_FOUND = '/_not-found';

/** What is built, but never asked for by its path. */
const HIDDEN = /^\/_/;

const KEY_PREFIX = /^nxt[PI]/;

export interface BuiltRoute {
  /** Below `.next/server`. */
  readonly file: string;
  /** Parts of the path by name, decoded; an array for a part that takes several. Undefined for a path without such parts. */
  readonly params?: Readonly<Record<string, string | string[]>> | undefined;
}

export interface BuiltRoutes {
  /**
   * What answers a path; undefined: no page has it.
   * @param path without base path and query
   * @throws URIError for a part that is not percent-encoded UTF-8
   */
  find(path: string): BuiltRoute | undefined;
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
  const dynamic = dynamicRoutes.flatMap((route) => {
    const file = byPath.get(route.page);
    return file === undefined ? [] : [{ file, paramsIn: paramsReader(route) }];
  });
  // `/pods/[pod]` as it is written is a pod with that name.
  for (const { page } of dynamicRoutes) byPath.delete(page);
  return {
    find(path) {
      if (HIDDEN.test(path)) return undefined;
      const exact = byPath.get(path);
      if (exact !== undefined) return { file: exact };
      for (const { file, paramsIn } of dynamic) {
        const params = paramsIn(path);
        if (params !== undefined) return { file, params };
      }
      return undefined;
    },
    notFound: byPath.get(NOT_FOUND),
  };
}

/** Returns what reads the parts of a path; it gives undefined for a path that is not of this route. */
function paramsReader({ page, namedRegex, routeKeys }: DynamicRoute): (path: string) => BuiltRoute['params'] {
  const pattern = new RegExp(namedRegex);
  const groups = Object.entries(routeKeys).map(([group, key]) => {
    const name = key.replace(KEY_PREFIX, '');
    return { group, name, takesSeveral: page.includes(`[...${name}]`) };
  });
  return (path) => {
    const found = pattern.exec(path);
    if (found === null) return undefined;
    const params: Record<string, string | string[]> = {};
    for (const { group, name, takesSeveral } of groups) {
      const part = found.groups?.[group];
      if (part === undefined) continue;
      params[name] = takesSeveral ? part.split('/').map(decodeURIComponent) : decodeURIComponent(part);
    }
    return params;
  };
}
