/** Files that run on one kind of processor only. */

import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { entriesIn } from './entries.ts';

const NAMES = /\.(node|so(\.\d+)*|dll|dylib|exe|a|o)$/;

/** The first bytes of ELF, PE, and Mach-O for one or several processors. */
const MAGIC = ['7f454c46', '4d5a', 'cffaedfe', 'cefaedfe', 'feedfacf', 'feedface', 'cafebabe'];

/** The native files below a folder, by their paths in it. A folder without any runs on every processor. */
export async function nativeFiles(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const entry of await entriesIn(folder)) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    if (NAMES.test(entry.name) || (await startsNatively(path))) found.push(path.slice(folder.length + 1));
  }
  return found.sort();
}

async function startsNatively(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
    const start = buffer.toString('hex');
    return MAGIC.some((magic) => start.startsWith(magic));
  } finally {
    await file.close();
  }
}
