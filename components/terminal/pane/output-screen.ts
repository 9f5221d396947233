/** A pane's screen as its connection writes to it. */

import { CATCH_UP_TAIL_LINES } from '#protocol/limits.ts';
import type { OutputScreen, ScreenSize } from '../connection/ports.ts';
import type { XtermScreen } from '../screen/xterm-screen.ts';

/**
 * The connection binds only after the screen has reported its size, so there is a screen when output comes.
 * @param screen null while it is not mounted
 * @param answersQueries false: programs ask another screen, which answers them
 */
export function outputScreen({
  screen,
  answersQueries,
  takesMarks,
  onWrite,
  onSize,
}: {
  readonly screen: () => XtermScreen | null;
  readonly answersQueries: boolean;
  /** As the user has set. */
  readonly takesMarks: () => boolean;
  readonly onWrite: (replayed: boolean) => void;
  /** What follows was written for a window of this size; null: for this one. */
  readonly onSize: (size: ScreenSize | null) => void;
}): OutputScreen {
  return {
    lines: () => screen()?.lines() ?? CATCH_UP_TAIL_LINES,
    write: (text, replayed, shown) => {
      screen()?.write(text, replayed || !answersQueries, shown);
      onWrite(replayed);
    },
    showAt: (size) => {
      screen()?.showAt(size);
      onSize(size);
    },
    takesMarks,
    // Of a shell that is watched, its owner has chosen that it prints them.
    marked: (word) => screen()?.marks.follow(answersQueries || takesMarks() ? word : ''),
    paint: (begin) => {
      // Without the code, those who watch see what the server has of the output.
      void import('../screen/painting/painted-screen.ts')
        .catch(() => undefined)
        .then((loaded) => {
          if (loaded === undefined) return;
          const told = begin();
          const { marks } = screen() ?? {};
          screen()?.afterOutput((terminal) => told(loaded.paintedScreen(terminal, marks?.heard)));
        });
    },
    catchUp: () => screen()?.catchUp() ?? (() => {}),
    reset: () => screen()?.reset(),
  };
}
