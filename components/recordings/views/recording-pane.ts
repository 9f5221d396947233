/** One recording on the page: its worker, its screen and its player, which live and end together. */

import { browserClock } from '#components/terminal/connection/clock.ts';
import type { ScreenLook } from '#components/terminal/screen/look/screen-look.ts';
import { loadTerminalFont } from '#components/terminal/screen/look/terminal-font.ts';
import type { ReplayScreen } from '#components/terminal/screen/replay/replay-screen.ts';
import { Player } from '../player/player.ts';
import { WorkerReplay } from '../source/worker-replay.ts';
import { openRecordingWorker } from './open-worker.ts';

export interface RecordingPaneOptions {
  /** Where the screen is mounted. */
  readonly place: HTMLElement;
  readonly id: string;
  readonly isLive: boolean;
  readonly look: ScreenLook;
  /** Where to begin. Milliseconds. */
  readonly position: number;
}

export class RecordingPane {
  readonly replay: WorkerReplay;
  readonly screen: ReplayScreen;
  readonly player: Player;

  /** Loads the code of the screen, and its font. Rejects when the code cannot be loaded. */
  static async open(options: RecordingPaneOptions): Promise<RecordingPane> {
    const { font, fontSize } = options.look.settings;
    const [{ ReplayScreen }] = await Promise.all([
      import('#components/terminal/screen/replay/replay-screen.ts'),
      loadTerminalFont(font, fontSize),
    ]);
    return new RecordingPane(options, new ReplayScreen(options.place, options.look));
  }

  private constructor({ id, isLive, position }: RecordingPaneOptions, screen: ReplayScreen) {
    this.screen = screen;
    this.replay = new WorkerReplay(openRecordingWorker(), id, isLive);
    const showsPoster = position === 0;
    const { replay } = this;
    this.player = new Player({ replay, screen, clock: browserClock, position, isLive, showsPoster });
  }

  dispose(): void {
    this.player.dispose();
    this.replay.dispose();
    this.screen.dispose();
  }
}
