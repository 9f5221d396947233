/**
 * Draws with WebGL where a graphics card makes it faster than the DOM renderer. In software each key costs 12 to 24 ms of
 * CPU more, in the browser's process for graphics.
 */

import type { Terminal } from '@xterm/xterm';
import { isWebKitGtk } from '../browser-engine.ts';

/** Frames that are timed. The first ones compile shaders and draw the glyphs, so the fastest counts. */
const TIMED_FRAMES = 4;

/**
 * How long a graphics card may take for a frame. Cards need under 1 ms, software 5 to 20 ms, in which the DOM renderer is
 * done. Milliseconds.
 */
const FAST_MS = 4;

/** Whether WebGL is fast in this browser; unknown until it was tried. */
let verdict: 'unknown' | 'slow' | 'fast' = 'unknown';

/**
 * Switches to WebGL if it is faster here.
 * @param onChange called after each switch: the size of a cell may differ slightly
 */
export async function drawWithWebgl(terminal: Terminal, onChange: () => void): Promise<void> {
  if (verdict === 'unknown' && !isWorthIt()) verdict = 'slow';
  if (verdict === 'slow') return;
  try {
    const { WebglAddon } = await import('@xterm/addon-webgl');
    const addon = new WebglAddon();
    const giveUp = () => {
      addon.dispose();
      onChange();
    };
    addon.onContextLoss(giveUp);
    terminal.loadAddon(addon);
    onChange();
    if (verdict === 'fast') return;
    verdict = isFast(await frameTimes(terminal, TIMED_FRAMES)) ? 'fast' : 'slow';
    if (verdict === 'slow') giveUp();
  } catch {
    // WebGL failed (a blocked driver, too many contexts): keep the DOM renderer.
  }
}

/** True if the renderer that took these times for its first frames, in milliseconds, is fast enough to keep. */
export function isFast(times: readonly number[]): boolean {
  return Math.min(...times) <= FAST_MS;
}

/** What software calls itself. Cheaper than to load the renderer and to find out, and Chromium sees no caveat in it. */
const SOFTWARE = /swiftshader|llvmpipe|software|basic render/i;

/** False in software, and where WebGL shows frames late. */
function isWorthIt(): boolean {
  // It shows a frame only with the one after it: a key appeared with the next, or as the cursor blinked.
  if (isWebKitGtk(navigator.userAgent)) return false;
  const context = document.createElement('canvas').getContext('webgl2', {
    failIfMajorPerformanceCaveat: true,
  });
  if (context === null) return false;
  const info = context.getExtension('WEBGL_debug_renderer_info');
  const renderer = info === null ? '' : String(context.getParameter(info.UNMASKED_RENDERER_WEBGL));
  context.getExtension('WEBGL_lose_context')?.loseContext();
  return !SOFTWARE.test(renderer);
}

/** Draws whole frames and gives how long each took until its pixels were there, in milliseconds. */
async function frameTimes(terminal: Terminal, count: number): Promise<number[]> {
  const context = terminal.element
    ?.querySelector<HTMLCanvasElement>('.xterm-screen canvas:not([class])')
    ?.getContext('webgl2');
  const times: number[] = [];
  while (context && times.length < count) {
    await drawn(terminal);
    const from = performance.now();
    // Reading a pixel waits for what was drawn before.
    context.readPixels(0, 0, 1, 1, context.RGBA, context.UNSIGNED_BYTE, new Uint8Array(4));
    times.push(performance.now() - from);
  }
  return times;
}

/** Resolves in the frame that draws the whole screen again. */
function drawn(terminal: Terminal): Promise<void> {
  return new Promise((resolve) => {
    const listener = terminal.onRender(() => {
      listener.dispose();
      resolve();
    });
    terminal.refresh(0, terminal.rows - 1);
  });
}
