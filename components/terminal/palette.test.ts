import { describe, expect, test } from 'vitest';
import { type ColorScheme, palettes, TEXT_COLORS, type TextColor } from './palette.ts';

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

/** The colour that is nearly the background; programs fill areas with it. */
const AREA: Record<ColorScheme, TextColor> = { dark: 'black', light: 'white' };

describe.each(['dark', 'light'] as const)('the %s palette', (scheme) => {
  const palette = palettes[scheme];

  test.each(['foreground', 'cursor', ...TEXT_COLORS.filter((name) => name !== AREA[scheme])] as const)(
    '%s can be read',
    (name) => {
      expect(contrast(palette[name], palette.background)).toBeGreaterThanOrEqual(4.5);
    },
  );

  test('selected text can be read', () => {
    expect(contrast(palette.foreground, palette.selectionBackground)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palette.foreground, palette.selectionInactiveBackground)).toBeGreaterThanOrEqual(4.5);
  });

  test('the sixteen colours differ', () => {
    const colors = TEXT_COLORS.map((name) => palette[name]);
    expect(new Set(colors).size).toBe(colors.length);
  });
});
