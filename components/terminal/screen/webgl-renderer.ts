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

/** Renderers that draw with the processor, which takes longer over it than page elements do. */
const SOFTWARE = /swiftshader|llvmpipe|software|basic render/i;

function hasGraphicsCard(): boolean {
  const context = document.createElement('canvas').getContext('webgl2', {
    failIfMajorPerformanceCaveat: true,
  });
  if (context === null) return false;
  const info = context.getExtension('WEBGL_debug_renderer_info');
  const renderer = info === null ? '' : String(context.getParameter(info.UNMASKED_RENDERER_WEBGL));
  context.getExtension('WEBGL_lose_context')?.loseContext();
  return !SOFTWARE.test(renderer);
}
