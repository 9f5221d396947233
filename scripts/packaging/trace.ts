/** Which files of `node_modules` the packed server loads. */

import { existsSync, readFileSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import { createRequire, isBuiltin } from 'node:module';
import { dirname, join, relative } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/**
 * What a production server never loads: Next's compilers and dev server, its image optimizer (images are not
 * optimized) with sharp, fonts of `next/font` (not used), and optional parts of other packages.
 */
const NOT_FOR_PRODUCTION = [
  /\.(map|d\.[cm]?ts|nft\.json)$/,
  /\.development\.js$/,
  /\/node_modules\/(sharp|@img|supports-color|has-flag|critters|typescript|@?playwright(-core)?)\//,
  /\/node_modules\/@next\/swc-/,
  // The rest of this folder builds pages.
  /\/next\/dist\/build\/(?!output\/|next-config-ts\/|duration-to-string|adapter\/setup-node-env|static-paths\/(utils|app\/))/,
  /\/next\/dist\/compiled\/(webpack\/bundle|babel|terser|lightningcss|watchpack|next-devtools|browserslist)/,
  /\/next\/dist\/compiled\/next-server\/.*(\.dev\.|experimental)/,
  /\/next\/dist\/server\/dev\/(hot-reloader-(webpack|turbopack|rspack)|next-dev-server|middleware-|turbopack-utils)/,
  /\/next\/dist\/server\/dev\/(static-paths-worker|dev-validation-worker|use-cache-probe)/,
  /\/next\/dist\/server\/lib\/router-utils\/setup-dev-bundler/,
  /\/next\/dist\/server\/(capsize-font-metrics|image-optimizer)/,
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
   * Everything that `entries` load when they run, with Next and the files that its build lists for the pages.
   * @param entries absolute paths inside of this repository
   * @returns paths from the root of this repository, with slashes
   */
  async files(entries: readonly string[]): Promise<readonly string[]> {
    const next = filesOfNext([...(await filesOfPages()), ...(await filesOfConfig())]);
    // What the tracer finds out of Next's own files is not worth its time: they name what they load in one way only.
    const ignore = (path: string) => isLeftOut(`/${path}`) || path.startsWith(NEXT);
    const { fileList } = await this.#trace([...entries, ...next.elsewhere.map((file) => join(root, file))], {
      base: root,
      processCwd: root,
      cache: this.#cache,
      ignore,
    });
    return [...new Set([...fileList, ...next.own])].filter((file) => !isLeftOut(`/${file}`)).sort();
  }
}

const require = createRequire(import.meta.url);

const NEXT = 'node_modules/next/';

/** Follows every `require` of Next's files, which are CommonJS, from its server. */
function filesOfNext(listed: readonly string[]): { own: Iterable<string>; elsewhere: string[] } {
  const own = new Set<string>([`${NEXT}package.json`]);
  const elsewhere = new Set<string>();
  const waiting = [`${NEXT}dist/server/next.js`, ...listed];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (own.has(file) || isLeftOut(`/${file}`)) continue;
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
    return [relative(root, resolve()).replaceAll('\\', '/')];
  } catch {
    return [];
  }
}

/** True for files that a production server never loads. @param path with a slash before each part */
export function isLeftOut(path: string): boolean {
  return NOT_FOR_PRODUCTION.some((pattern) => pattern.test(path));
}

/** What Next resolves, but does not run, when it reads its configuration: a table of names that no trace sees. */
async function filesOfConfig(): Promise<readonly string[]> {
  const compiled = 'node_modules/next/dist/compiled';
  const stubs: string[] = [];
  for await (const file of glob(`${compiled}/webpack/*.js`, { cwd: root })) stubs.push(file);
  return [
    ...stubs,
    `${NEXT}constants.js`,
    `${compiled}/webpack/package.json`,
    `${compiled}/@babel/runtime/package.json`,
  ];
}

/** The files of `node_modules` that Next lists beside each built page. */
async function filesOfPages(): Promise<readonly string[]> {
  const files: string[] = [];
  for await (const list of glob('.next/{next-server.js,server/**/*}.nft.json', { cwd: root })) {
    const { files: listed } = JSON.parse(await readFile(join(root, list), 'utf8')) as { files: string[] };
    files.push(...listed.map((file) => relative(root, join(root, dirname(list), file))));
  }
  return files.filter((file) => file.startsWith('node_modules/'));
}
