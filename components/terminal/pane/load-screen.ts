import type { ScreenLook } from '../screen/look/screen-look.ts';
import { loadTerminalFont } from '../screen/look/terminal-font.ts';
import type { XtermScreen } from '../screen/xterm-screen.ts';

/**
 * Loads the code of a terminal's screen, and the font that it has by then.
 * @param look as it is now
 * @returns the class, whose constructor takes the page's thread for about 50 ms unless there is a spare terminal
 * @throws when the server cannot be reached
 */
export async function loadScreen(look: () => ScreenLook): Promise<typeof XtermScreen> {
  const loaded = await import('../screen/xterm-screen.ts');
  let before: ScreenLook;
  do {
    before = look();
    if (loaded.spareTerminals.hasFont(before)) break;
    await loadTerminalFont(before.settings.font, before.settings.fontSize);
    // The connection's first request leaves before the thread is taken: sockjs-client sends it after two timers.
    for (let turns = 0; turns < 2; turns += 1) await new Promise((resolve) => setTimeout(resolve));
  } while (look() !== before);
  return loaded.XtermScreen;
}
