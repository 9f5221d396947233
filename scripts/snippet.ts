/** Code blocks of the documents, for the tests that run them as they stand. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/**
 * The block between `<!-- name -->` and `<!-- /name -->`.
 * @param file path of the document in this repository
 * @throws Error when the document has no such block
 */
export function snippet(file: string, name: string): string {
  const text = readFileSync(join(root, file), 'utf8');
  const block = new RegExp(`<!-- ${name} -->\\n\`\`\`\\w+\\n([\\s\\S]*?)\`\`\`\\n<!-- /${name} -->`).exec(
    text,
  );
  if (block?.[1] === undefined) throw new Error(`${file} has no block named ${name}`);
  return block[1];
}
