/**
 * Programs ask the terminal questions by escape sequences, and xterm types the answers, at once and by itself. Two
 * things go wrong with that: output that is shown a second time, after a reload, asks again, and an answer would land
 * in the shell as text that nobody typed; and one terminal's answers are nothing that other terminals want to hear.
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

/** @param onQuestion called before the answer; true leaves the question unanswered */
export function watchQuestions(parser: IParser, onQuestion: () => boolean): IDisposable {
  const handlers = [
    ...CSI_QUESTIONS.map((id) => parser.registerCsiHandler(id, () => onQuestion())),
    ...OSC_COLORS.map((id) => parser.registerOscHandler(id, (data) => data.includes('?') && onQuestion())),
    // DECRQSS: what is a setting's value?
    parser.registerDcsHandler({ intermediates: '$', final: 'q' }, () => onQuestion()),
  ];
  return {
    dispose() {
      for (const handler of handlers) handler.dispose();
    },
  };
}
