import { loadTerminalFont } from '../screen/look/terminal-font.ts';
import { storedSettings } from './settings/use-terminal-settings.ts';

/** Loads the code and the font of a terminal, so that the first one opens as fast as the next. Never rejects. */
export async function prepareTerminals(): Promise<void> {
  const { font, fontSize } = storedSettings();
  const code = [import('../screen/xterm-screen.ts'), import('sockjs-client')];
  // Without the server, the terminal says later what is wrong.
  await Promise.allSettled([...code, loadTerminalFont(font, fontSize)]);
}
