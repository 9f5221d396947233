/**
 * How many cells a character takes, as `wcwidth` of the C library computes it for the shell. If screen and shell
 * disagree, the shell edits its line in the wrong place. Grapheme clusters, which readers see as one character, count as
 * one only for programs that have asked for it (mode 2027).
 */

import { UnicodeGraphemesAddon } from '@xterm/addon-unicode-graphemes';
import type { IDisposable, IUnicodeVersionProvider, Terminal } from '@xterm/xterm';

/** The addon's two width providers, both for Unicode 15.1. The first ignores combining marks; only its table is used. */
const TABLE = '15';
const BY_CLUSTER = '15-graphemes';

/** The provider of this module: the widths of a terminal that was reset. */
export const BY_CHARACTER = 'wcwidth';

/** The private mode for grapheme clusters, from terminal-wg's "Terminal Unicode Core". */
const CLUSTERS = 2027;

/** Answers of DECRQM: the mode is set, it is reset. */
const SET = 1;
const RESET = 2;

/** Combining marks, format characters, and the vowels and final consonants of Hangul that join the previous letter. */
const NO_CELL = /[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff\ud7b0-\ud7ff]/u;

/** Skin tones are wide on their own, but the table has their width in clusters. The same goes for some spacing marks. */
const SKIN_TONE = /[\u{1f3fb}-\u{1f3ff}]/u;
const SPACING_MARK = /\p{Mc}/u;

/** Characters below this take one cell each: Latin letters and the soft hyphen. */
const FIRST_MARK = 0x300;

const UNKNOWN = 0xff;
const CODE_POINTS = 0x110000;

/** Counts by character from now on, and by cluster while a program has set the mode. */
export function setCharacterWidths(terminal: Terminal): IDisposable {
  const { unicode, parser } = terminal;
  const providers = addonProviders();
  const table = providers.find(({ version }) => version === TABLE);
  const clusters = providers.find(({ version }) => version === BY_CLUSTER);
  if (table === undefined || clusters === undefined) throw new Error('The add-on counts in other ways');
  unicode.register(clusters);
  unicode.register(createProvider(table));
  const count = (version: string) => {
    if (unicode.activeVersion !== version) unicode.activeVersion = version;
    return false;
  };
  count(BY_CHARACTER);
  const countByMode = (version: string) => (params: readonly (number | number[])[]) =>
    params.includes(CLUSTERS) && count(version);
  const handlers = [
    parser.registerCsiHandler({ prefix: '?', final: 'h' }, countByMode(BY_CLUSTER)),
    parser.registerCsiHandler({ prefix: '?', final: 'l' }, countByMode(BY_CHARACTER)),
    // RIS and DECSTR
    parser.registerEscHandler({ final: 'c' }, () => count(BY_CHARACTER)),
    parser.registerCsiHandler({ intermediates: '!', final: 'p' }, () => count(BY_CHARACTER)),
    parser.registerCsiHandler({ prefix: '?', intermediates: '$', final: 'p' }, (params) => {
      if (params[0] !== CLUSTERS) return false;
      const state = unicode.activeVersion === BY_CLUSTER ? SET : RESET;
      terminal.input(`\x1b[?${CLUSTERS};${state}$y`, false);
      return true;
    }),
  ];
  return {
    dispose() {
      for (const handler of handlers) handler.dispose();
    },
  };
}

/** The providers that the addon registers. */
function addonProviders(): readonly IUnicodeVersionProvider[] {
  const providers: IUnicodeVersionProvider[] = [];
  const unicode = {
    activeVersion: '',
    versions: [],
    register: (one: IUnicodeVersionProvider) => providers.push(one),
  };
  new UnicodeGraphemesAddon().activate({ unicode } as unknown as Terminal);
  return providers;
}

/** @param table provider that knows which characters are wide */
function createProvider(table: IUnicodeVersionProvider): IUnicodeVersionProvider {
  // A cache, because the regular expressions are slow.
  let widths: Uint8Array | undefined;
  const wcwidth = (codePoint: number): 0 | 1 | 2 => {
    if (codePoint < FIRST_MARK) return 1;
    widths ??= new Uint8Array(CODE_POINTS).fill(UNKNOWN);
    if (widths[codePoint] === UNKNOWN) widths[codePoint] = widthOf(codePoint, table);
    return widths[codePoint] as 0 | 1 | 2;
  };
  return {
    version: BY_CHARACTER,
    wcwidth,
    charProperties(codePoint, preceding) {
      const width = wcwidth(codePoint);
      // The encoding of xterm's UnicodeService: bit 0 joins the previous cell, bits 1 and 2 are the width of that cell.
      return width === 0 ? (preceding & 0b110) | 1 : width << 1;
    },
  };
}

function widthOf(codePoint: number, table: IUnicodeVersionProvider): 0 | 1 | 2 {
  const character = String.fromCodePoint(codePoint);
  if (NO_CELL.test(character)) return 0;
  if (SPACING_MARK.test(character)) return 1;
  return SKIN_TONE.test(character) || table.wcwidth(codePoint) === 2 ? 2 : 1;
}
