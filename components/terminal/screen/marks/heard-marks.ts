/** Hears a shell's marks in the output that a terminal parses, and keeps the commands that they tell of. */

import type { Terminal } from '@xterm/xterm';
import { CommandLog, type CommandLogOptions } from './command-log.ts';
import { parseMark } from './mark.ts';
import { type MarkableTerminal, MarkedText, type TextPlace } from './text-place.ts';

export type HearingTerminal = MarkableTerminal & Pick<Terminal, 'parser' | 'onLineFeed'>;

export interface HeardMarksOptions
  extends Pick<CommandLogOptions<TextPlace>, 'now' | 'onChange' | 'onEnded'> {
  /** The shell has marked its first prompt. */
  readonly onFirst: () => void;
}

export class HeardMarks {
  readonly text: MarkedText;
  readonly log: CommandLog<TextPlace>;
  readonly #terminal: HearingTerminal;
  readonly #cleanups: (() => void)[] = [];
  #word = '';
  /** Listens for line feeds only while one counts: output has millions. */
  #stopLineFeeds: (() => void) | undefined;

  constructor(terminal: HearingTerminal, { now, onChange, onEnded, onFirst }: HeardMarksOptions) {
    this.#terminal = terminal;
    this.text = new MarkedText(terminal);
    this.log = new CommandLog({
      screen: this.text,
      now,
      onEnded,
      onChange: () => {
        this.#listenForLineFeeds();
        onChange();
      },
    });
    const handlers = [
      terminal.parser.registerOscHandler(133, (data) => {
        const mark = this.isNormal ? parseMark(data, this.#word) : undefined;
        if (mark === undefined) return true;
        const isFirst = !this.hasAny;
        this.log.mark(mark);
        if (isFirst && this.hasAny) onFirst();
        return true;
      }),
      terminal.parser.registerEscHandler({ final: 'c' }, () => {
        this.log.clear();
        return false;
      }),
    ];
    this.#cleanups.push(...handlers.map((handler) => () => handler.dispose()));
  }

  /** The word of this shell's marks; '' for a shell without marks. What another shell has marked stays. */
  follow(word: string): void {
    this.#word = word;
  }

  /** As {@link follow} was told last. */
  get word(): string {
    return this.#word;
  }

  /** True once the shell has marked a prompt. */
  get hasAny(): boolean {
    return this.log.current !== undefined || this.log.last !== undefined;
  }

  /** Programs that fill the screen have no commands on it. */
  get isNormal(): boolean {
    return this.#terminal.buffer.active.type === 'normal';
  }

  dispose(): void {
    for (const cleanup of this.#cleanups) cleanup();
    this.#stopLineFeeds?.();
    this.log.clear();
  }

  #listenForLineFeeds(): void {
    if (!this.log.waitsForLineFeed) {
      this.#stopLineFeeds?.();
      this.#stopLineFeeds = undefined;
      return;
    }
    if (this.#stopLineFeeds !== undefined) return;
    const listening = this.#terminal.onLineFeed(() => {
      if (this.isNormal) this.log.lineFeed(this.text.isAfterFullRow);
    });
    this.#stopLineFeeds = () => listening.dispose();
  }
}
