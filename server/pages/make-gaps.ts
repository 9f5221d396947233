/**
 * The last step of a build: takes the placeholder out of the built pages. They serve `/` as they are then, and the record
 * says where another base path goes.
 */

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withGaps } from './base-path-gaps.ts';
import { BASE_PATH_PLACEHOLDER } from './base-path-placeholder.ts';
import { GAP_RECORD, type GapRecord } from './gap-record.ts';
import { pageFiles } from './page-files.ts';
import type { PagePlaces } from './page-places.ts';

/** A row of React's flight format that begins with its length in bytes. */
const COUNTED_ROW = /(^|\n|\\n)[0-9a-f]+:T[0-9a-f]+,/;

/** Files that may hold such rows. */
const MAY_COUNT = /\.(rsc|html)$/;

/** The length of the placeholder where a minifier has computed it. */
const COMPUTED_LENGTH = new RegExp(`\\b(slice|substring|substr)\\(${BASE_PATH_PLACEHOLDER.length}\\)`);

/** @throws Error for a build in which the placeholder cannot be replaced by another text */
export async function makeGaps({ built }: PagePlaces): Promise<void> {
  await dropRootRedirect(join(built, 'routes-manifest.json'));
  const files: GapRecord['files'] = {};
  for (const name of await pageFiles(built)) {
    const path = join(built, name);
    const whole = await readFile(path);
    const { bytes, gaps } = withGaps(whole, BASE_PATH_PLACEHOLDER);
    if (name.endsWith('.js') && COMPUTED_LENGTH.test(whole.toString())) {
      throw new Error(`${name} depends on the length of the base path that it was built with.`);
    }
    if (gaps.length === 0) continue;
    if (MAY_COUNT.test(name) && COUNTED_ROW.test(whole.toString())) {
      throw new Error(`${name} holds rows with a length, in which the base path cannot be replaced.`);
    }
    await writeFile(path, bytes);
    files[name] = { size: bytes.length, gaps: [...gaps] };
  }
  if (Object.keys(files).length === 0)
    throw new Error('The build does not hold the placeholder of the base path.');
  await writeFile(join(built, GAP_RECORD), JSON.stringify({ files }));
}

/** Next leads from `/base/` to `/base`. Without a base that would lead from `/` to nowhere; our server does it by itself. */
async function dropRootRedirect(path: string): Promise<void> {
  const manifest = JSON.parse(await readFile(path, 'utf8')) as { redirects: { source: string }[] };
  const redirects = manifest.redirects.filter(({ source }) => source !== `${BASE_PATH_PLACEHOLDER}/`);
  await writeFile(path, JSON.stringify({ ...manifest, redirects }));
}
