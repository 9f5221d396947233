/**
 * Programs query the terminal with escape sequences, and xterm answers as if the answer was typed. Two cases need care:
 * output that is replayed after a reload queries again, and the answer would reach the shell as unexpected input; and
 * while input is broadcast, answers must not go to other terminals.
 */

import type { IDisposable, IFunctionIdentifier, IParser } from '@xterm/xterm';

/** Queries that are control sequences: device attributes, status, modes, version, window size. */
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

/** OSC commands that query a colour if their data is or ends with `?`. */
const OSC_COLORS = [4, 10, 11, 12] as const;

/** @param onQuestion called before the answer; if it returns true, the query is not answered */
export function watchQuestions(parser: IParser, onQuestion: () => boolean): IDisposable {
  const handlers = [
    ...CSI_QUESTIONS.map((id) => parser.registerCsiHandler(id, () => onQuestion())),
    ...OSC_COLORS.map((id) => parser.registerOscHandler(id, (data) => data.includes('?') && onQuestion())),
    // DECRQSS: queries the value of a setting.
    parser.registerDcsHandler({ intermediates: '$', final: 'q' }, () => onQuestion()),
  ];
  return {
    dispose() {
      for (const handler of handlers) handler.dispose();
    },
  };
}
