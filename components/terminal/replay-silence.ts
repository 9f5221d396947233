/**
 * Programs ask the terminal questions by escape sequences, and xterm types the answers. Output that is shown a second
 * time, after a reload, asks again; the answers would land in the shell as text that nobody typed.
 */

import type { IDisposable, IFunctionIdentifier, IParser } from '@xterm/xterm';

/** Questions that are control sequences: device attributes, status, modes, version, window size. */
const CSI_QUESTIONS: readonly IFunctionIdentifier[] = [
  { final: 'c' },
  { prefix: '>', final: 'c' },
  { prefix: '=', final: 'c' },
  { final: 'n' },
  { prefix: '?', final: 'n' },
  { intermediates: '$', final: 'p' },
  { prefix: '?', intermediates: '$', final: 'p' },
  { prefix: '>', final: 'q' },
  { final: 't' },
];

/** Commands that also ask for a colour when their text is or ends with `?`. */
const OSC_COLORS = [4, 10, 11, 12] as const;

/** Leaves questions unanswered while `isReplay` is true. */
export function silenceReplay(parser: IParser, isReplay: () => boolean): IDisposable {
  const handlers = [
    ...CSI_QUESTIONS.map((id) => parser.registerCsiHandler(id, () => isReplay())),
    ...OSC_COLORS.map((id) => parser.registerOscHandler(id, (data) => isReplay() && data.includes('?'))),
    // DECRQSS: what is a setting's value?
    parser.registerDcsHandler({ intermediates: '$', final: 'q' }, () => isReplay()),
  ];
  return {
    dispose() {
      for (const handler of handlers) handler.dispose();
    },
  };
}
