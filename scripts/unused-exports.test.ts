/** What nobody needs outside of its file is not exported, and what nobody needs at all does not stay. */

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

const EXPORT = /^export (?:async )?(?:function\*?|const|let) (\w+)/gm;
const IMPORT = /^(?:import|export)\b[^{;'"]*\{([^}]*)\}\s*from\b/gm;

/** Next and `npm run types` read these. */
const FOR_OTHERS = /(?:^|\/)app\/(?:.*\/)?(?:page|route|layout|not-found)\.(?:tsx?|js)$|\.probe\.ts$/;

function wordsIn(text: string): readonly string[] {
  return text.match(/\w+/g) ?? [];
}

/** What is imported by name; of a file that loads others while it runs, each word may be. */
function namesUsedIn(text: string): readonly string[] {
  if (/\bimport\(|\bloadServer\(/.test(text)) return wordsIn(text);
  return [...text.matchAll(IMPORT)].flatMap(([, names = '']) => wordsIn(names));
}

test('another file uses each function and constant that is exported', () => {
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => /\.(?:tsx?|m?js|mts)$/.test(file) && existsSync(join(root, file)))
    .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));
  const used = new Set(files.flatMap(({ text }) => namesUsedIn(text)));
  const exported = files
    .filter(({ file }) => !FOR_OTHERS.test(file))
    .flatMap(({ file, text }) => [...text.matchAll(EXPORT)].map(([, name = '']) => ({ file, name })));
  expect(exported.length).toBeGreaterThan(1_000);
  expect(exported.filter(({ name }) => !used.has(name)).map(({ file, name }) => `${file}: ${name}`)).toEqual(
    [],
  );
});
