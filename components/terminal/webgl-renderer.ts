/** Draws with the graphics card where there is one; xterm draws with page elements otherwise. */

import type { Terminal } from '@xterm/xterm';

/**
 * Switches the renderer when that is worth it.
 * @param onChange called after each switch: the size of a cell may differ a little
 */
export async function drawWithWebgl(terminal: Terminal, onChange: () => void): Promise<void> {
  if (!hasGraphicsCard()) return;
  try {
    const { WebglAddon } = await import('@xterm/addon-webgl');
    const addon = new WebglAddon();
    addon.onContextLoss(() => {
      addon.dispose();
      onChange();
    });
    terminal.loadAddon(addon);
    onChange();
  } catch {
    // Refused after all (a blocked driver, too many contexts): what draws now goes on.
  }
}

/** False for WebGL in software: it takes more of the processor than page elements do. */
function hasGraphicsCard(): boolean {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('webgl2', { failIfMajorPerformanceCaveat: true });
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return context !== null;
}
