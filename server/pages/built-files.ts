import { access } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Tells whether built pages have a file below `/_next/static/`.
 * @param directory the one for Next
 */
export function builtFilesIn(directory: string): (segments: readonly string[]) => Promise<boolean> {
  const folder = join(directory, '.next', 'static');
  return (segments) =>
    access(join(folder, ...segments)).then(
      () => true,
      () => false,
    );
}
