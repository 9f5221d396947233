/** Finds the pages for a base path, and a place for them. */

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { refuseStateDirectory } from '#server/config/state-directory-access.ts';
import type { Clock } from '#server/ports.ts';
import { readGapRecord } from './gap-record.ts';
import { pageCopy, touch, UNUSED_MS } from './page-copy.ts';
import type { PagePlaces } from './page-places.ts';

export interface PreparePagesOptions {
  readonly places: PagePlaces;
  readonly basePath: string;
  readonly stateDirectory: string;
  /** The system's, for a state directory that cannot be written to. */
  readonly temporaryDirectory: string;
  /** Undefined where the system has none. */
  readonly uid: number | undefined;
  readonly clock: Clock;
}

export interface PreparedPages {
  /** The folder for Next. */
  readonly directory: string;
  /** Leaves them to the next start. */
  dispose(): void;
}

/**
 * The built pages themselves for `/`, else a copy.
 * @throws Error that says where a copy cannot be written, and why
 */
export async function preparePages(options: PreparePagesOptions): Promise<PreparedPages> {
  const { places, basePath, clock } = options;
  if (basePath === '') return { directory: places.root, dispose() {} };
  const record = await readGapRecord(places);
  const reasons: string[] = [];
  for (const folder of foldersFor(options)) {
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      // What it holds runs as this user.
      const unsafe = options.uid === undefined ? undefined : refuseStateDirectory(folder, options.uid);
      if (unsafe !== undefined) throw new Error(unsafe);
      const directory = await pageCopy({ places, record, basePath, folder, now: clock.now() });
      return { directory, dispose: keepTouched(directory, clock) };
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      reasons.push(`${folder}: ${code === undefined ? message : code}`);
    }
  }
  throw new Error(
    `Podshell can't write its pages for the base path ${basePath}. Set PODSHELL_STATE_DIR to a directory that it can write to, or mount a temporary directory.\n  ${reasons.join('\n  ')}`,
  );
}

/** @returns what ends it */
function keepTouched(copy: string, clock: Clock): () => void {
  let cancel = () => {};
  const wait = (): void => {
    cancel = clock.after(UNUSED_MS / 24, () => {
      void touch(copy, clock.now());
      wait();
    });
  };
  wait();
  return () => cancel();
}

function foldersFor({ stateDirectory, temporaryDirectory, uid }: PreparePagesOptions): string[] {
  return [join(stateDirectory, 'pages'), join(temporaryDirectory, `podshell-${uid ?? 'pages'}`)];
}
