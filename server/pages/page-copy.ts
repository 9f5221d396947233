/**
 * Pages for a base path: a copy of the built pages with the path in its gaps, in a folder of this user. The next start with
 * the same pages and base path finds it there.
 */

import { createHash, randomBytes } from 'node:crypto';
import {
  constants,
  copyFile,
  link,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { filled } from './base-path-gaps.ts';
import type { GapRecord } from './gap-record.ts';
import { pageFiles } from './page-files.ts';
import type { PagePlaces } from './page-places.ts';

/** A copy that no server has touched for this long may go. Servers touch theirs far more often. Milliseconds. */
export const UNUSED_MS = 24 * 60 * 60_000;

const COPY = /^pages-[\w-]+$/;

export interface PageCopyOptions {
  readonly places: PagePlaces;
  readonly record: GapRecord;
  /** Not empty. */
  readonly basePath: string;
  /** Holds the copies; this user's alone. */
  readonly folder: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * A folder with `.next/`.
 * @throws the system's error where the folder cannot be written to, and Error for pages that do not fit the record
 */
export async function pageCopy({ places, record, basePath, folder, now }: PageCopyOptions): Promise<string> {
  const name = `pages-${await digest(places, basePath, record)}`;
  const target = join(folder, name);
  if (!(await isThere(target))) {
    const draft = join(folder, `${name}.${randomBytes(6).toString('hex')}`);
    try {
      await write(draft, places, basePath, record);
      await rename(draft, target).catch(async (error) => {
        // Another start was faster.
        if (!(await isThere(target))) throw error;
      });
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  }
  await touch(target, now);
  await removeUnused(folder, name, now);
  return target;
}

/** Says that a copy is in use. A folder that cannot be touched is not removed by this user either. */
export async function touch(copy: string, now: number): Promise<void> {
  await utimes(copy, now / 1000, now / 1000).catch(() => {});
}

async function digest(places: PagePlaces, basePath: string, record: GapRecord): Promise<string> {
  const buildId = await readFile(join(places.built, 'BUILD_ID'), 'utf8');
  const parts = [places.root, buildId, JSON.stringify(record), basePath];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 20);
}

async function write(draft: string, places: PagePlaces, basePath: string, record: GapRecord): Promise<void> {
  const files = await pageFiles(places.built);
  const built = join(draft, '.next');
  const folders = new Set(files.map((file) => dirname(join(built, file))));
  for (const one of folders) await mkdir(one, { recursive: true, mode: 0o700 });
  const place = placing();
  await Promise.all(
    files.map(async (file) => {
      const from = join(places.built, file);
      const gapped = record.files[file];
      if (gapped === undefined) return place(from, join(built, file));
      const bytes = await readFile(from);
      if (bytes.length !== gapped.size) throw new Error(`${from} has changed since the pages were built.`);
      await writeFile(join(built, file), filled({ bytes, gaps: gapped.gaps }, basePath));
    }),
  );
  // What the pages load by name is next to Next.
  const next = createRequire(join(places.root, 'package.json')).resolve('next/package.json');
  await symlink(dirname(dirname(next)), join(draft, 'node_modules'), 'junction');
}

/** Links files; copies them from where links are refused: on another disk, or of another owner. */
function placing(): (from: string, to: string) => Promise<void> {
  let links = true;
  return async (from, to) => {
    try {
      if (links) return await link(from, to);
    } catch {
      links = false;
    }
    await copyFile(from, to, constants.COPYFILE_FICLONE);
  };
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function removeUnused(folder: string, kept: string, now: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const copy = join(folder, name);
    const [base = ''] = name.split('.');
    if (name === kept || !COPY.test(base)) continue;
    const { mtimeMs = now } = (await stat(copy).catch(() => undefined)) ?? {};
    if (now - mtimeMs > UNUSED_MS) await rm(copy, { recursive: true, force: true }).catch(() => {});
  }
}
