/** Finds text in a terminal's buffer and marks it. Loaded when the user first searches. */

import { type ISearchOptions, SearchAddon } from '@xterm/addon-search';
import type { Terminal } from '@xterm/xterm';
import type { TerminalPalette } from './ansi-colors.ts';
import { ChosenMatch } from './chosen-match.ts';
import { isValidQuery, MAX_COUNTED, type SearchCount, type SearchQuery } from './search-query.ts';

/** Of the margin that shows where in the scrollback matches are: the scrollbar lies under it. CSS pixels. */
const RULER_WIDTH = 14;

export class ScreenSearch {
  readonly #terminal: Terminal;
  readonly #addon = new SearchAddon({ highlightLimit: MAX_COUNTED });
  readonly #chosen: ChosenMatch;
  readonly #palette: () => TerminalPalette;
  readonly #listeners = new Set<(count: SearchCount) => void>();
  #last: SearchQuery = { text: '', regex: false, caseSensitive: false };

  /** @param palette the colours of the moment */
  constructor(terminal: Terminal, palette: () => TerminalPalette) {
    this.#terminal = terminal;
    this.#chosen = new ChosenMatch(terminal);
    this.#palette = palette;
    // Only now: until somebody searches, nothing has to draw it.
    terminal.options.overviewRuler = { width: RULER_WIDTH };
    terminal.loadAddon(this.#addon);
    this.#addon.onDidChangeResults(({ resultCount, resultIndex }) => {
      this.#chosen.mark(this.#palette());
      this.#tell({ count: resultCount, index: resultIndex });
    });
  }

  /** What is selected, which often is what the user looks for. */
  get selection(): string {
    return this.#terminal.getSelection();
  }

  /** Calls back with each new count, also when output adds matches; the returned function ends that. */
  readonly subscribe = (listener: (count: SearchCount) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Goes to the next match above what is chosen, around the end; the first time to the last match of all. */
  findUp(query: SearchQuery): void {
    if (this.#canFind(query)) this.#addon.findPrevious(query.text, this.#optionsOf(query));
  }

  /** Goes to the next match below what is chosen. */
  findDown(query: SearchQuery): void {
    if (this.#canFind(query)) this.#addon.findNext(query.text, this.#optionsOf(query));
  }

  /** Takes the marks away. */
  clear(): void {
    this.#addon.clearDecorations();
    this.#chosen.clear();
    this.#tell({ count: 0, index: -1 });
  }

  #canFind(query: SearchQuery): boolean {
    const { regex, caseSensitive } = this.#last;
    // The addon counts anew for another text only, not for other options.
    if (query.regex !== regex || query.caseSensitive !== caseSensitive) this.#addon.clearDecorations();
    this.#last = query;
    if (query.text !== '' && isValidQuery(query)) return true;
    this.#terminal.clearSelection();
    this.clear();
    return false;
  }

  #optionsOf({ regex, caseSensitive }: SearchQuery): ISearchOptions {
    const { matchBackground, matchBorder } = this.#palette();
    return {
      regex,
      caseSensitive,
      decorations: {
        matchBackground,
        matchBorder,
        matchOverviewRuler: matchBorder,
        activeMatchBorder: matchBorder,
        activeMatchColorOverviewRuler: matchBorder,
      },
    };
  }

  #tell(count: SearchCount): void {
    for (const listener of this.#listeners) listener(count);
  }
}
