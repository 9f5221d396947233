/** What the stylesheet must not ask of elements. */

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const require = createRequire(import.meta.resolve('@tailwindcss/postcss'));
// The one that Tailwind's plugin uses.
const postcss = require('postcss');

test('no rule asks for titles: browsers would compute the style of each row anew for each key in the filter', async () => {
  const from = join(ROOT, 'app', 'globals.css');
  const { default: config }: { default: { plugins: readonly unknown[] } } = await import(
    join(ROOT, 'postcss.config.mjs')
  );
  // Next takes a plugin as its name, too.
  const plugins = config.plugins.map((plugin) => (typeof plugin === 'string' ? require(plugin)() : plugin));
  const { css } = await postcss(plugins).process(await readFile(from, 'utf8'), { from });
  const selectors = [...css.matchAll(/^\s*([^@{}]+) \{$/gm)].map(([, selector]) => selector);
  expect(selectors.filter((selector) => selector.includes('[hidden]'))).not.toEqual([]);
  expect(selectors.filter((selector) => selector.includes('[title'))).toEqual([]);
});
