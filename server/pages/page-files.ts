/** The files of built pages. */

import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** What Next writes for builds, not for serving, and the server beside the pages. */
const UNSERVED = new Set([
  ...['cache', 'diagnostics', 'types', 'build', 'trace', 'trace-build', 'turbopack'],
  'podshell',
]);

/** Maps of sources and lists of traced files: nothing that is served, or that a server reads. */
const UNREAD = /\.(map|nft\.json)$/;

/** Every file that a server needs, relative to `built`, with slashes. */
export async function pageFiles(built: string): Promise<string[]> {
  const top = await readdir(built, { withFileTypes: true });
  const folders = top.filter((entry) => entry.isDirectory() && !UNSERVED.has(entry.name));
  const below = await Promise.all(
    folders.map(({ name }) => readdir(join(built, name), { withFileTypes: true, recursive: true })),
  );
  return [...top, ...below.flat()]
    .filter((entry) => entry.isFile() && !UNREAD.test(entry.name))
    .map((entry) => relative(built, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((file) => !UNSERVED.has(file))
    .sort();
}
