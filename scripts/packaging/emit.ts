/** The server, the demo cluster and the command as JavaScript: Node strips no types from files below `node_modules`. */

import { glob, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { mustRun } from './must-run.ts';

/** `import x from '#server/x.ts'`, as TypeScript prints it. */
const ALIASED = /(["'])#(protocol|server|demo-cluster)\/([^"']+)\.(ts|mjs)\1/g;

/**
 * Compiles what the server and the command `podshell` load.
 * @param folder gets `server/`, `cli/` and the other rooms
 * @throws Error if the compiler fails
 */
export async function emitJavaScript(folder: string): Promise<void> {
  const project = join(import.meta.dirname, 'tsconfig.emit.json');
  await mustRun('tsc', ['--project', project, '--outDir', folder]);
  for await (const entry of glob('**/*.{js,mjs}', { cwd: folder })) {
    const file = join(folder, entry);
    const text = await readFile(file, 'utf8');
    await writeFile(file, withoutAliases(text, entry));
  }
}

/**
 * Replaces this repository's import aliases by relative paths to JavaScript, which need no `imports` in package.json.
 * @param text of an emitted module
 * @param entry the module's path in the folder of all, with slashes
 */
export function withoutAliases(text: string, entry: string): string {
  return text.replaceAll(ALIASED, (_match, quote: string, room: string, path: string, type: string) => {
    const file = `${room}/${path}.${type === 'ts' ? 'js' : type}`;
    const target = relative(dirname(entry), file).replaceAll('\\', '/');
    return `${quote}${target.startsWith('.') ? target : `./${target}`}${quote}`;
  });
}
