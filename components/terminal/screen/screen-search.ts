/** Finds text in a terminal's buffer and marks it. Loaded when the user first searches. */

import { type ISearchOptions, SearchAddon } from '@xterm/addon-search';
import type { Terminal } from '@xterm/xterm';
import { ChosenMatch } from './chosen-match.ts';
import type { TerminalPalette } from './look/ansi-colors.ts';
import { isValidQuery, MAX_COUNTED, type SearchCount, type SearchQuery } from './text/search-query.ts';

/** Width of the overview ruler, which marks matches beside the scrollbar. CSS pixels. */
const RULER_WIDTH = 14;

export class ScreenSearch {
  readonly #terminal: Terminal;
  readonly #addon = new SearchAddon({ highlightLimit: MAX_COUNTED });
  readonly #chosen: ChosenMatch;
  readonly #palette: () => TerminalPalette;
  readonly #listeners = new Set<(count: SearchCount) => void>();
  #last: SearchQuery = { text: '', regex: false, caseSensitive: false };

  /** @param palette returns the current colours */
  constructor(terminal: Terminal, palette: () => TerminalPalette) {
    this.#terminal = terminal;
    this.#chosen = new ChosenMatch(terminal);
    this.#palette = palette;
    // Only from the first search on, because the ruler costs drawing time.
    terminal.options.overviewRuler = { width: RULER_WIDTH };
    terminal.loadAddon(this.#addon);
    this.#addon.onDidChangeResults(({ resultCount, resultIndex }) => {
      this.#chosen.mark(this.#palette());
      this.#tell({ count: resultCount, index: resultIndex });
    });
  }

  /** The selected text. */
  get selection(): string {
    return this.#terminal.getSelection();
  }

  /** Calls back with each new count, also when output adds matches; the returned function unsubscribes. */
  readonly subscribe = (listener: (count: SearchCount) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Selects the next match above, wrapping around; at first the last match. */
  findUp(query: SearchQuery): void {
    if (this.#canFind(query)) this.#addon.findPrevious(query.text, this.#optionsOf(query));
  }

  /** Selects the next match below, wrapping around. */
  findDown(query: SearchQuery): void {
    if (this.#canFind(query)) this.#addon.findNext(query.text, this.#optionsOf(query));
  }

  /** Removes the marks. */
  clear(): void {
    this.#addon.clearDecorations();
    this.#chosen.clear();
    this.#tell({ count: 0, index: -1 });
  }

  #canFind(query: SearchQuery): boolean {
    const { regex, caseSensitive } = this.#last;
    // The addon counts again only for another text, not for other options.
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
