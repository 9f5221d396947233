import { expect, test, vi } from 'vitest';
import { palettes } from '../screen/look/ansi-colors.ts';
import type { ScreenLook } from '../screen/look/screen-look.ts';
import { DEFAULT_SETTINGS } from '../screen/look/terminal-settings.ts';
import { loadScreen } from './load-screen.ts';

vi.mock('../screen/xterm-screen.ts', () => ({ XtermScreen: class {}, spareTerminals: { hasFont } }));
const hasFont = vi.hoisted(() => vi.fn());

const lookOf = (fontSize: number): ScreenLook => ({
  settings: { ...DEFAULT_SETTINGS, fontSize },
  palette: palettes.dark,
});

/** The fonts that are asked for while the look is this, and the next one from the first request on. */
async function loadedWith(first: ScreenLook, next: ScreenLook): Promise<string[]> {
  const asked: string[] = [];
  let look = first;
  const load = async (font: string) => {
    asked.push(font);
    look = next;
    return [];
  };
  vi.stubGlobal('document', { fonts: { load } });
  await loadScreen(() => look);
  return asked.map((font) => font.split(' ').slice(0, 2).join(' '));
}

test('the font is that of the look which the terminal gets, even if it changes meanwhile', async () => {
  hasFont.mockReturnValue(false);
  expect(await loadedWith(lookOf(13), lookOf(20))).toEqual(['400 13px', '700 13px', '400 20px', '700 20px']);
});

test('the font of a terminal in reserve is there already', async () => {
  hasFont.mockReturnValue(true);
  expect(await loadedWith(lookOf(13), lookOf(13))).toEqual([]);
});
