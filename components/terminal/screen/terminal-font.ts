/** The terminal's fonts: the one bundled with the page, and the system's own. */

import type { FontName } from './terminal-settings.ts';

const NAME = 'JetBrains Mono Variable';

/** The last ones have the Chinese glyphs, Simplified, that the others lack. */
const SYSTEM =
  'ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace, "Noto Sans Mono CJK SC", ' +
  '"Sarasa Mono SC", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC"';

/** Families in the manner of CSS. */
export const FONT_FAMILIES: Readonly<Record<FontName, string>> = {
  bundled: `"${NAME}", ${SYSTEM}`,
  system: SYSTEM,
};

/** After this long the shell opens in the fallback font. Milliseconds. */
const PATIENCE_MS = 2_000;

/**
 * Resolves when the font can be measured or could not be loaded. Never rejects.
 * @param size CSS pixels
 */
export async function loadTerminalFont(name: FontName, size: number): Promise<void> {
  if (name === 'system') return;
  const faces = ['400', '700'].map((weight) =>
    document.fonts.load(`${weight} ${size}px "${NAME}"`).catch(() => []),
  );
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS);
  });
  await Promise.race([Promise.all(faces), patience]);
  clearTimeout(timer);
}
