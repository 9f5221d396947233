/** Writes the built pages so that V8 keeps them in half the memory; see `ascii.ts`. */

import { glob, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import type { PagePlaces } from '#server/pages/page-places.ts';
import { inAscii } from './ascii.ts';

/** How built pages load what renders them: 0.9 MB of Next that no other file of it loads. */
const RENDERER = /\brequire\("(next\/dist\/compiled\/next-server\/([\w.-]+\.runtime\.prod\.js))"\)/g;

/** Rewrites the files below `.next/server`, and puts a copy of Next's renderers in ASCII beside them. */
export async function narrowPages({ root, built }: PagePlaces): Promise<void> {
  const folder = join(built, 'server');
  const renderers = new Map<string, string>();
  for await (const name of glob('**/*.js', { cwd: folder })) {
    const file = join(folder, name);
    const code = await readFile(file, 'utf8');
    const narrow = inAscii(code).replaceAll(RENDERER, (_match, id: string, base: string) => {
      renderers.set(base, id);
      return `require(${JSON.stringify(pathTo(dirname(file), join(folder, base)))})`;
    });
    if (narrow !== code) await writeFile(file, narrow);
  }
  const { resolve } = createRequire(join(root, 'package.json'));
  for (const [base, id] of renderers) {
    await writeFile(join(folder, base), inAscii(await readFile(resolve(id), 'utf8')));
  }
}

function pathTo(from: string, to: string): string {
  const path = relative(from, to).replaceAll('\\', '/');
  return path.startsWith('.') ? path : `./${path}`;
}
