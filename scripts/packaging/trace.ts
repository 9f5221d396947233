/** Which files of `node_modules` the packed server loads. */

import { existsSync, readFileSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import { createRequire, isBuiltin } from 'node:module';
import { dirname, join, relative } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** What a production server never loads, though files that it loads name it. */
const NOT_FOR_PRODUCTION = [
  // Next's server, which runs in development alone: built pages are called directly.
  /^node_modules\/next\/dist\/server\/next\.js$/,
  // The sources of the server, where it is built.
  /\/server\/run-server\.js$/,
  // For logs in color, if it is installed.
  /^node_modules\/supports-color\//,
];

type Trace = (
  entries: readonly string[],
  options: { base: string; processCwd: string; cache: object; ignore: (path: string) => boolean },
) => Promise<{ readonly fileList: ReadonlySet<string> }>;

/** Traces the files that entries load. One tracer remembers what it has read for the next call. */
export class Tracer {
  readonly #trace: Trace;
  readonly #cache = {};

  constructor() {
    // The tracer with which Next lists the files of its standalone output.
    this.#trace = (require('next/dist/compiled/@vercel/nft') as { nodeFileTrace: Trace }).nodeFileTrace;
  }

  /**
   * Everything that `entries` load when they run, with the files of Next that they and the built pages name.
   * @param entries absolute paths inside of this repository
   * @returns paths from the root of this repository, with slashes
   */
  async files(entries: readonly string[]): Promise<readonly string[]> {
    const ours = await this.#follow(entries);
    const next = filesOfNext([...(await filesOfPages()), ...(await nextNamedIn(ours))]);
    const others = await this.#follow(next.elsewhere.map((file) => join(root, file)));
    return [...new Set([...ours, ...others, ...next.own])].sort();
  }

  async #follow(entries: readonly string[]): Promise<ReadonlySet<string>> {
    // What the tracer finds out of Next's own files is not worth its time: they name what they load in one way only.
    const ignore = (path: string) => isLeftOut(path) || path.startsWith(NEXT);
    const options = { base: root, processCwd: root, cache: this.#cache, ignore };
    return (await this.#trace(entries, options)).fileList;
  }
}

const require = createRequire(import.meta.url);

const NEXT = 'node_modules/next/';

/** The files of Next that our own ones name, but for those that they load in development alone: by `import()`. */
async function nextNamedIn(files: Iterable<string>): Promise<readonly string[]> {
  const names = new Set<string>();
  for (const file of files) {
    if (file.startsWith('node_modules/') || !/\.m?js$/.test(file)) continue;
    const text = await readFile(join(root, file), 'utf8');
    for (const [, name = ''] of text.matchAll(/\b(?:require\(|from )["'](next\/[^"']+)["']/g))
      names.add(name);
  }
  return [...names].map((name) => inRepository(require.resolve(name)));
}

/** Follows every `require` of Next's files, which are CommonJS. */
function filesOfNext(listed: readonly string[]): { own: Iterable<string>; elsewhere: string[] } {
  const own = new Set<string>([`${NEXT}package.json`]);
  const elsewhere = new Set<string>();
  const waiting = [...listed];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (own.has(file) || isLeftOut(file)) continue;
    if (!file.startsWith(NEXT)) {
      elsewhere.add(file);
      continue;
    }
    own.add(file);
    // A compiled package is found by its package.json.
    const beside = join(dirname(file), 'package.json');
    if (existsSync(join(root, beside))) own.add(beside);
    if (!/\.c?js$/.test(file)) continue;
    const path = join(root, file);
    const { resolve } = createRequire(path);
    for (const [, name = ''] of readFileSync(path, 'utf8').matchAll(/\brequire\(["']([^"']+)["']\)/g)) {
      if (!isBuiltin(name)) waiting.push(...found(() => resolve(name)));
    }
  }
  return { own, elsewhere: [...elsewhere].filter((file) => existsSync(join(root, file))) };
}

/** Optional modules that are not installed are left out. */
function found(resolve: () => string): readonly string[] {
  try {
    return [inRepository(resolve())];
  } catch {
    return [];
  }
}

function inRepository(path: string): string {
  return relative(root, path).replaceAll('\\', '/');
}

/** True for files that a production server never loads. @param path from the root of this repository */
export function isLeftOut(path: string): boolean {
  return NOT_FOR_PRODUCTION.some((pattern) => pattern.test(path));
}

/** The files of `node_modules` that Next lists beside each built page. */
async function filesOfPages(): Promise<readonly string[]> {
  const files: string[] = [];
  for await (const list of glob('.next/server/**/*.nft.json', { cwd: root })) {
    const { files: listed } = JSON.parse(await readFile(join(root, list), 'utf8')) as { files: string[] };
    files.push(...listed.map((file) => inRepository(join(root, dirname(list), file))));
  }
  return files.filter((file) => file.startsWith('node_modules/'));
}
