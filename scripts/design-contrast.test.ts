/** Keeps the contrast that the comments of app/globals.css promise for its colors. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

type Oklch = readonly [lightness: number, chroma: number, hue: number];
type Theme = Readonly<Record<string, Oklch>>;

const css = readFileSync(join(import.meta.dirname, '../app/globals.css'), 'utf8');
const GROUNDS = ['canvas', 'surface', 'sunken', 'raised'];

/** The colors of the first block with this selector after a text. */
function colorsOf(selector: string, after = ''): Theme {
  const start = css.indexOf(selector, css.indexOf(after));
  expect(start).toBeGreaterThan(0);
  const block = css.slice(start, css.indexOf('}', start));
  const found = block.matchAll(/--([\w-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\);/g);
  return Object.fromEntries([...found].map(([, name, l, c, h]) => [name, [Number(l), Number(c), Number(h)]]));
}

/** Relative luminance as WCAG defines it; the matrices are those of CSS Color 4. */
function luminance([lightness, chroma, hue]: Oklch): number {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const shown = (value: number) => Math.min(1, Math.max(0, value));
  return (
    0.2126 * shown(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s) +
    0.7152 * shown(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s) +
    0.0722 * shown(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s)
  );
}

function contrast(one: Oklch, other: Oklch): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Pairs of colors, as names, whose contrast is lower. */
function tooLow(theme: Theme, pairs: readonly (readonly [string, string])[], least: number): string[] {
  expect(pairs.length).toBeGreaterThan(3);
  const colorOf = (name: string) => {
    const color = theme[name];
    if (color === undefined) throw new Error(`No color has the name ${name}`);
    return color;
  };
  return pairs
    .map(([one, other]) => ({ one, other, is: contrast(colorOf(one), colorOf(other)) }))
    .filter(({ is }) => is < least)
    .map(({ one, other, is }) => `${one} on ${other}: ${is.toFixed(2)}`);
}

const onGrounds = (names: readonly string[]) =>
  names.flatMap((name) => GROUNDS.map((ground) => [name, ground] as const));

const light = colorsOf(':root {');
const dark = { ...light, ...colorsOf('\n.dark {') };

test('black on white has the contrast that WCAG gives as the highest', () => {
  expect(contrast([0, 0, 0], [1, 0, 0])).toBeCloseTo(21, 3);
});

test.each([
  ['light', light],
  ['dark', dark],
])('every text of the %s theme has a contrast of 4.5:1', (_name, theme) => {
  const texts = Object.keys(theme).filter((name) => name.endsWith('-text'));
  const softs = texts
    .map((name) => [name, name.replace('-text', '-soft')] as const)
    .filter(([, soft]) => soft in theme);
  const pairs = [...onGrounds(['ink', 'ink-muted', ...texts]), ...softs, ['on-accent', 'accent'] as const];
  expect(tooLow(theme, pairs, 4.5)).toEqual([]);
});

test.each([
  ['light', light],
  ['dark', dark],
])('the ring of the focus has a contrast of 3:1 in the %s theme', (_name, theme) => {
  expect(tooLow(theme, onGrounds(['focus']), 3)).toEqual([]);
});

const MORE = 'prefers-contrast: more';

test.each([
  ['light', { ...light, ...colorsOf(':root {', MORE) }],
  ['dark', { ...dark, ...colorsOf('.dark {', MORE) }],
])('who asks for more contrast gets it in the %s theme', (_name, theme) => {
  expect(tooLow(theme, onGrounds(['ink', 'ink-muted']), 7)).toEqual([]);
  expect(tooLow(theme, onGrounds(['line', 'line-strong']), 3)).toEqual([]);
});
