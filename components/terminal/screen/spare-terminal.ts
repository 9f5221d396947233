/**
 * A terminal in reserve: made while the page has nothing to do, out of sight, and taken by the next shell that is opened.
 * Otherwise the user waits for it, and so does the shell's first output.
 */

import { whenIdle } from '#components/ui/when-idle.ts';
import { browserClock, type Clock } from '../connection/clock.ts';
import type { ScreenLook } from './look/screen-look.ts';
import { OpenedTerminal } from './opened-terminal.ts';

/**
 * How long no key was pressed before one is made, in milliseconds: an echo would wait for it. After one was taken, the page
 * has a shell to show first, in which the user is about to type.
 */
const FIRST_REST_MS = 500;
const REST_MS = 3_000;

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
   * From now on there is a spare terminal whenever the page has been idle for a while. The font must be loaded.
   * @param size of the element that the next terminal is likely to get
   */
  keep(look: ScreenLook, size: RoomSize): void {
    if (this.#spare !== null || this.#cancel !== null) return;
    this.#makeAtRest(FIRST_REST_MS, look, size);
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
    if (spare !== null || this.#cancel !== null) {
      this.#spare = null;
      this.#cancel?.();
      this.#makeAtRest(REST_MS, look, { width: element.clientWidth, height: element.clientHeight });
    }
    if (spare === null) return new OpenedTerminal(element, look);
    spare.opened.moveTo(element);
    spare.room.remove();
    spare.opened.setLook(look);
    return spare.opened;
  }

  #makeAtRest(restMs: number, look: ScreenLook, size: RoomSize): void {
    const { clock, whenIdle } = this.#options;
    const keys = new AbortController();
    let stopWaiting = () => {};
    const make = () => {
      keys.abort();
      this.#cancel = null;
      const room = hiddenRoom(size);
      this.#spare = { opened: new OpenedTerminal(room, look), room, look };
    };
    const wait = () => {
      stopWaiting();
      stopWaiting = clock.after(restMs, () => {
        stopWaiting = whenIdle(make);
      });
    };
    window.addEventListener('keydown', wait, { capture: true, passive: true, signal: keys.signal });
    this.#cancel = () => {
      keys.abort();
      stopWaiting();
    };
    wait();
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
