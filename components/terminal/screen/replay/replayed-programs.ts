/** What recorded output may do to a screen: draw. Nobody is there to answer, to click for a program, or to wait for it. */

import type { IDisposable, Terminal } from '@xterm/xterm';
import { setCharacterWidths } from '../programs/character-width.ts';
import { limitSequences } from '../programs/sequence-limits.ts';
import { coreOf } from '../programs/xterm-core.ts';

/** Lines above the screen that a replay keeps: each keyframe has them, too. */
export const REPLAY_SCROLLBACK = 500;

/**
 * Private modes that a replay leaves out: mouse reports, because the mouse selects text, reports of the focus, and
 * synchronized output, which would hold the picture back while the replay is paused.
 */
const LEFT_OUT: ReadonlySet<number> = new Set([9, 1000, 1002, 1003, 1004, 1005, 1006, 1015, 1016, 2026]);

/** A private mode that xterm does not know. */
const UNKNOWN_MODE = 0;

/** OSC 8: a link in recorded output is text like any other. OSC 52: the clipboard is not a recording's. */
const LEFT_OUT_COMMANDS = [8, 52] as const;

/** Makes a terminal show recorded output as every other terminal of a replay does, with or without a page. */
export function replayPrograms(terminal: Terminal): IDisposable {
  const withoutModes = ({ params, length }: { readonly params: Int32Array; readonly length: number }) => {
    for (let index = 0; index < length; index += 1) {
      if (LEFT_OUT.has(params[index] ?? UNKNOWN_MODE)) params[index] = UNKNOWN_MODE;
    }
    return false;
  };
  const parts = [
    setCharacterWidths(terminal),
    limitSequences(terminal),
    coreOf(terminal).registerCsiHandler({ prefix: '?', final: 'h' }, withoutModes),
    ...LEFT_OUT_COMMANDS.map((id) => terminal.parser.registerOscHandler(id, () => true)),
  ];
  return {
    dispose() {
      for (const part of parts) part.dispose();
    },
  };
}
