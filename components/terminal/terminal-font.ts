/** The terminal's font, bundled with the page. */

const NAME = 'JetBrains Mono Variable';

export const TERMINAL_FONT = {
  family: `"${NAME}", ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace`,
  /** CSS pixels. */
  size: 13.5,
  lineHeight: 1.2,
} as const;

/** A shell in the fallback font is better than no shell. Milliseconds. */
const PATIENCE_MS = 2_000;

/** Resolves when the font can be measured, or is not going to come. Never rejects. */
export async function loadTerminalFont(): Promise<void> {
  const faces = ['400', '700'].map((weight) =>
    document.fonts.load(`${weight} ${TERMINAL_FONT.size}px "${NAME}"`).catch(() => []),
  );
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS);
  });
  await Promise.race([Promise.all(faces), patience]);
  clearTimeout(timer);
}
