import type { PodShell } from '#playwright';

/** A point in the first word of the last line that begins with it. xterm.js covers its rows, so the mouse needs a position. */
export async function placeOf(shell: PodShell, word: string): Promise<{ x: number; y: number }> {
  const row = shell.element.locator('.xterm-rows > div').filter({ hasText: new RegExp(`^${word}`) });
  const box = await row.last().boundingBox();
  if (box === null) throw new Error(`No line begins with ${word}`);
  return { x: box.x + 12, y: box.y + box.height / 2 };
}
