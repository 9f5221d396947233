/** The terminal's fonts: the bundled one, and those of the system. */

import type { FontName } from './terminal-settings.ts';

const NAME = 'JetBrains Mono Variable';

/** The last ones have the glyphs for Simplified Chinese that the others lack. */
const SYSTEM =
  'ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace, "Noto Sans Mono CJK SC", ' +
  '"Sarasa Mono SC", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC"';

/** As a CSS `font-family`. */
export const FONT_FAMILIES: Readonly<Record<FontName, string>> = {
  bundled: `"${NAME}", ${SYSTEM}`,
  system: SYSTEM,
};

/** After this time the shell opens in the fallback font. Milliseconds. */
const TIMEOUT_MS = 2_000;

/**
 * Resolves when the font can be measured, or when loading it failed. Never rejects.
 * @param size CSS pixels
 */
export async function terminalFontLoaded(name: FontName, size: number): Promise<void> {
  if (name === 'system') return;
  const faces = ['400', '700'].map((weight) =>
    document.fonts.load(`${weight} ${size}px "${NAME}"`).catch(() => []),
  );
  await Promise.all(faces);
}

/** As {@link terminalFontLoaded}, but resolves at the latest when the user has waited long enough for a shell. */
export async function loadTerminalFont(name: FontName, size: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, TIMEOUT_MS);
  });
  await Promise.race([terminalFontLoaded(name, size), timeout]);
  clearTimeout(timer);
}
