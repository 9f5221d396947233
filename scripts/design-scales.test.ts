/** Keeps the pages on one scale of space and one of text: app/globals.css has the type, this file the steps of space. */

import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

/** Steps for padding, margins and gaps, in quarters of a rem. Larger ones set a position, not a rhythm. */
const SPACES = [
  'px',
  '0',
  '0.5',
  '1',
  '1.5',
  '2',
  '2.5',
  '3',
  '4',
  '5',
  '6',
  '8',
  '9',
  '11',
  '12',
  '20',
  '24',
];
/** Sizes of icons: in dense text, in small buttons, and elsewhere. */
const ICONS = ['3', '3.5', '4', '5'];
const TEXTS = ['2xs', 'xs', 'sm', 'base', 'lg', 'xl'];

const SPACE = /(?<![\w-])-?(?:[mp][xytblrse]?|gap(?:-[xy])?)-(px|[\d.]+|\[(?!env)[^\]]*\])(?![\w.%/])/g;
const ICON = /<[A-Z]\w*\s+aria-hidden(?:="true")?\s+className=\{?[^>]*?(?<![\w-])size-([\d.]+)/g;
const TEXT = /(?<![\w-])text-(\d?xs|sm|base|lg|\d?xl|\[[^\]]*\])(?![\w-])/g;

async function sources(): Promise<readonly { readonly name: string; readonly text: string }[]> {
  const names: string[] = [];
  for await (const name of glob('{app,components}/**/*.{ts,tsx}', { cwd: root }))
    if (!/\.test\.tsx?$/.test(name)) names.push(name);
  return names.sort().map((name) => ({ name, text: readFileSync(join(root, name), 'utf8') }));
}

/** Where a step is used that the scale does not have. */
async function strays(pattern: RegExp, steps: readonly string[]): Promise<string[]> {
  const all = (await sources()).flatMap(({ name, text }) =>
    [...text.matchAll(pattern)].map(([found, step]) => ({ name, found, step: step ?? '' })),
  );
  // A pattern that finds nothing would keep nothing.
  expect(all.length).toBeGreaterThan(20);
  return all.filter(({ step }) => !steps.includes(step)).map(({ name, found }) => `${name}: ${found}`);
}

test('padding, margins and gaps use the steps of the scale', async () => {
  expect(await strays(SPACE, SPACES)).toEqual([]);
});

test('icons have one of four sizes', async () => {
  expect(await strays(ICON, ICONS)).toEqual([]);
});

test('text has one of six sizes, which the theme defines', async () => {
  expect(await strays(TEXT, TEXTS)).toEqual([]);
  const theme = readFileSync(join(root, 'app/globals.css'), 'utf8');
  const defined = [...theme.matchAll(/--text-(\w+): [\d.]+rem;/g)].map(([, name]) => name);
  expect(defined).toEqual(TEXTS);
});

test('every filled dot is one in forced colors too', async () => {
  const dots = (await sources()).flatMap(({ name, text }) =>
    [...text.matchAll(/['"]([^'"\n]*size-(?:1\.5|2) [^'"\n]*rounded-full[^'"\n]*)['"]/g)].map(
      ([, classes]) => ({
        name,
        classes: classes ?? '',
      }),
    ),
  );
  expect(dots.length).toBeGreaterThan(2);
  // Elsewhere its class comes with the color: a hollow one has a border.
  const own = dots.filter(({ name }) => !name.endsWith('container-summary.tsx'));
  expect(own.filter(({ classes }) => !/(?<![\w-])dot(?![\w-])/.test(classes))).toEqual([]);
});
