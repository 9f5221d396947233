import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  CURSOR_STYLES,
  DEFAULT_SETTINGS,
  FONT_NAMES,
  FONT_SIZES,
  formatSettings,
  LINE_HEIGHTS,
  NOTIFY_AFTER,
  parseSettings,
  SCROLLBACKS,
  THEME_NAMES,
} from './terminal-settings.ts';

const anySettings = fc.record({
  theme: fc.constantFrom(...THEME_NAMES),
  font: fc.constantFrom(...FONT_NAMES),
  fontSize: fc.constantFrom(...FONT_SIZES),
  lineHeight: fc.constantFrom(...LINE_HEIGHTS),
  cursorStyle: fc.constantFrom(...CURSOR_STYLES),
  cursorBlink: fc.boolean(),
  scrollback: fc.constantFrom(...SCROLLBACKS),
  screenReader: fc.boolean(),
  warnPaste: fc.boolean(),
  optionIsMeta: fc.boolean(),
  detachKeys: fc.boolean(),
  commandMarks: fc.boolean(),
  notifyAfter: fc.constantFrom(...NOTIFY_AFTER),
});

test('stored settings are read back', () => {
  fc.assert(
    fc.property(anySettings, (settings) => {
      expect(parseSettings(formatSettings(settings))).toEqual(settings);
    }),
  );
});

test('any stored text gives valid settings', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
      const settings = parseSettings(text);
      expect(THEME_NAMES).toContain(settings.theme);
      expect(FONT_SIZES).toContain(settings.fontSize);
      expect(SCROLLBACKS).toContain(settings.scrollback);
    }),
  );
});

test('an invalid setting does not affect the others', () => {
  const text = JSON.stringify({ ...DEFAULT_SETTINGS, fontSize: 9_000, theme: 'paper', cursorBlink: false });
  expect(parseSettings(text)).toEqual({ ...DEFAULT_SETTINGS, theme: 'paper', cursorBlink: false });
  expect(parseSettings(null)).toEqual(DEFAULT_SETTINGS);
});
