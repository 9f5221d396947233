import { describe, expect, test } from 'vitest';
import { palettes, TEXT_COLORS, type TextColor } from './ansi-colors.ts';
import { paletteOf, themes } from './terminal-themes.ts';

/** Contrast of two `#rrggbb` colours, from 1 to 21 (WCAG 2.2). */
function contrast(first: string, second: string): number {
  const [light, dark] = [luminance(first), luminance(second)].sort((a, b) => b - a);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

function luminance(color: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const value = Number.parseInt(color.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

/** The colour close to the background, which programs use to fill areas. */
const AREA: Record<keyof typeof themes, TextColor> = {
  dark: 'black',
  light: 'white',
  contrast: 'black',
  dusk: 'black',
  ember: 'black',
  paper: 'white',
};

test('the palette follows the page until the user chooses one', () => {
  expect(paletteOf('app', 'dark')).toBe(palettes.dark);
  expect(paletteOf('app', 'light')).toBe(palettes.light);
  expect(paletteOf('paper', 'dark')).toBe(themes.paper);
});

describe.each(Object.keys(themes) as (keyof typeof themes)[])('the %s palette', (name) => {
  const palette = themes[name];

  test.each(['foreground', 'cursor', ...TEXT_COLORS.filter((color) => color !== AREA[name])] as const)(
    '%s can be read',
    (color) => {
      expect(contrast(palette[color], palette.background)).toBeGreaterThanOrEqual(4.5);
    },
  );

  test('selected text has enough contrast', () => {
    expect(contrast(palette.foreground, palette.selectionBackground)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palette.foreground, palette.selectionInactiveBackground)).toBeGreaterThanOrEqual(4.5);
  });

  test('matches of a search have enough contrast', () => {
    expect(contrast(palette.foreground, palette.matchBackground)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palette.activeMatchForeground, palette.activeMatchBackground)).toBeGreaterThanOrEqual(
      4.5,
    );
  });

  test('matches are visible, and the active match differs from the others and from a selection', () => {
    const { activeMatchBackground: chosen } = palette;
    expect(contrast(palette.matchBorder, palette.background)).toBeGreaterThanOrEqual(3);
    for (const around of ['background', 'matchBackground', 'selectionBackground'] as const) {
      expect(contrast(chosen, palette[around]), around).toBeGreaterThanOrEqual(3);
    }
  });

  test('the sixteen colours differ', () => {
    const colors = TEXT_COLORS.map((color) => palette[color]);
    expect(new Set(colors).size).toBe(colors.length);
  });
});
