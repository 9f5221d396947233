/** What the stylesheet must not ask of elements. */

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import config from '../postcss.config.mjs';

const require = createRequire(import.meta.resolve('@tailwindcss/postcss'));
// The one that Tailwind's plugin uses.
const postcss = require('postcss');
/** Next takes a plugin as its name, too. */
const plugins = config.plugins.map((plugin) => (typeof plugin === 'string' ? require(plugin)() : plugin));

test('no rule asks for titles: browsers would compute the style of each row anew for each key in the filter', async () => {
  const from = join(import.meta.dirname, '..', 'app', 'globals.css');
  const { css } = await postcss(plugins).process(await readFile(from, 'utf8'), { from });
  const selectors = [...css.matchAll(/^\s*([^@{}]+) \{$/gm)].map(([, selector]) => selector);
  expect(selectors.filter((selector) => selector.includes('[hidden]'))).not.toEqual([]);
  expect(selectors.filter((selector) => selector.includes('[title'))).toEqual([]);
});
