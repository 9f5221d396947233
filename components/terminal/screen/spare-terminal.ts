/**
 * A terminal in reserve: made while the page has nothing to do, out of sight, and taken by the next shell that is opened.
 * Otherwise the user waits for it, and so does the shell's first output.
 */

import { whenIdle } from '#components/ui/when-idle.ts';
import { browserClock, type Clock } from '../connection/clock.ts';
import type { ScreenLook } from './look/screen-look.ts';
import { OpenedTerminal } from './opened-terminal.ts';

/** After one was taken, the page has a shell to show first, and the user may open more. Milliseconds. */
const REST_MS = 1_000;

/** CSS pixels. */
interface RoomSize {
  readonly width: number;
  readonly height: number;
}

export interface SpareTerminalsOptions {
  readonly clock: Clock;
  /** Calls back when the page is idle; the returned function cancels. */
  readonly whenIdle: (callback: () => void) => () => void;
}

export class SpareTerminals {
  readonly #options: SpareTerminalsOptions;
  #spare: { readonly opened: OpenedTerminal; readonly room: HTMLElement; readonly look: ScreenLook } | null =
    null;
  #cancel: (() => void) | null = null;

  constructor(options: SpareTerminalsOptions) {
    this.#options = options;
  }

  /**
   * From now on there is a spare terminal whenever the page is idle. The font must be loaded.
   * @param size of the element that the next terminal is likely to get
   */
  keep(look: ScreenLook, size: RoomSize): void {
    if (this.#spare !== null || this.#cancel !== null) return;
    this.#cancel = this.#options.whenIdle(() => {
      this.#cancel = null;
      const room = hiddenRoom(size);
      this.#spare = { opened: new OpenedTerminal(room, look), room, look };
    });
  }

  /** True if there is one with this font, so that it needs no other. */
  hasFont({ settings: { font, fontSize } }: ScreenLook): boolean {
    const known = this.#spare?.look.settings;
    return known !== undefined && known.font === font && known.fontSize === fontSize;
  }

  /**
   * A terminal in `element`: the spare one, in place of which another is made later, or a new one. The font must be
   * loaded.
   */
  take(element: HTMLElement, look: ScreenLook): OpenedTerminal {
    const spare = this.#spare;
    if (spare !== null || this.#cancel !== null) this.#keepLater(element, look);
    if (spare === null) return new OpenedTerminal(element, look);
    spare.opened.moveTo(element);
    spare.room.remove();
    spare.opened.setLook(look);
    return spare.opened;
  }

  #keepLater({ clientWidth, clientHeight }: HTMLElement, look: ScreenLook): void {
    this.#spare = null;
    this.#cancel?.();
    this.#cancel = this.#options.clock.after(REST_MS, () => {
      this.#cancel = null;
      this.keep(look, { width: clientWidth, height: clientHeight });
    });
  }
}

/**
 * A room that nobody sees, hears or gets into. It lies inside of the window: xterm draws nothing elsewhere, and would
 * learn only a frame later that it is in sight.
 */
function hiddenRoom({ width, height }: RoomSize): HTMLElement {
  const room = document.createElement('div');
  room.inert = true;
  room.setAttribute('aria-hidden', 'true');
  Object.assign(room.style, {
    position: 'fixed',
    inset: '0 auto auto 0',
    width: `${width}px`,
    height: `${height}px`,
    visibility: 'hidden',
    contain: 'strict',
  });
  document.body.append(room);
  return room;
}

/** The page's one. */
export const spareTerminals = new SpareTerminals({ clock: browserClock, whenIdle });
