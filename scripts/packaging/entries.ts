import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';

/** All that is below a folder. Node's `glob` would leave out names that begin with a dot, as that of the built pages does. */
export function entriesIn(folder: string): Promise<readonly Dirent[]> {
  return readdir(folder, { recursive: true, withFileTypes: true });
}
