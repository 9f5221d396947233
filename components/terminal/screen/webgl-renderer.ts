/** Uses xterm's WebGL renderer if there is a GPU, else the DOM renderer. */

import type { Terminal } from '@xterm/xterm';

/**
 * Switches to WebGL if it is faster here.
 * @param onChange called after each switch: the size of a cell may differ slightly
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
    // WebGL failed (a blocked driver, too many contexts): keep the DOM renderer.
  }
}

/** Software renderers, which are slower than the DOM renderer. */
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
