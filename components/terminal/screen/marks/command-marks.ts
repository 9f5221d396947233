/** The commands of one terminal: hears the shell's marks in the output, and finds, selects and reads what they mark. */

import type { Terminal } from '@xterm/xterm';
import type { Command } from './command-log.ts';
import { HeardMarks, type HearingTerminal } from './heard-marks.ts';
import type { TextPlace } from './text-place.ts';

/** A command that has ended, as automation gets it. */
export interface LastCommand {
  /** Grows with each command of this terminal. */
  readonly id: number;
  /** As typed; missing where the shell does not mark the end of its prompt. */
  readonly command?: string;
  /** Null where the shell does not tell it. */
  readonly exitCode: number | null;
  /** Without the last line feed. */
  readonly output: string;
  /** False: the beginning of the output is no longer kept. */
  readonly isComplete: boolean;
}

/** A command beside the screen's rows. */
export interface MarkedRow {
  readonly id: number;
  /** Row of the screen, from 0. */
  readonly row: number;
  readonly state: 'running' | 'ended';
  readonly text: string;
  readonly exitCode: number | undefined;
  readonly durationMs: number | undefined;
  /** The user has jumped here. */
  readonly isChosen: boolean;
}

/** What is shown of the commands now. */
export interface MarksView {
  readonly rows: readonly MarkedRow[];
  /** The command whose output fills the screen's first row, while its prompt is above the screen. */
  readonly sticky: MarkedRow | undefined;
}

export interface CommandMarksOptions {
  /** Milliseconds. */
  readonly now: () => number;
  /** The shell has marked its first prompt. */
  readonly onFirst: () => void;
}

/** A command that the user has entered on this page has ended. */
export type EndListener = (command: Pick<MarkedRow, 'text' | 'exitCode' | 'durationMs'>) => void;

type MarkTerminal = HearingTerminal &
  Pick<Terminal, 'onRender' | 'rows' | 'scrollToLine' | 'scrollToBottom' | 'select'>;

export class CommandMarks {
  readonly #terminal: MarkTerminal;
  readonly #heard: HeardMarks;
  readonly #listeners = new Set<() => void>();
  readonly #endListeners = new Set<EndListener>();
  readonly #stopRender: () => void;
  #chosen: number | undefined;

  constructor(terminal: MarkTerminal, { now, onFirst }: CommandMarksOptions) {
    this.#terminal = terminal;
    this.#heard = new HeardMarks(terminal, {
      now,
      onFirst,
      onChange: () => {},
      onEnded: (command) => {
        for (const listener of this.#endListeners) listener(command);
      },
    });
    const rendering = terminal.onRender(() => this.#tell());
    this.#stopRender = () => rendering.dispose();
  }

  /** What was heard of the shell's marks. */
  get heard(): HeardMarks {
    return this.#heard;
  }

  /** The word of this shell's marks; '' for a shell without marks. What another shell has marked stays. */
  follow(word: string): void {
    this.#heard.follow(word);
  }

  /** The user sent this to the shell. */
  typed(text: string): void {
    this.#chosen = undefined;
    this.#heard.log.typed(text);
  }

  /** True once the shell has marked a prompt. */
  get hasAny(): boolean {
    return this.#heard.hasAny;
  }

  /** The shell is at a prompt, and will mark the beginning and the end of the next command's output itself. */
  get isExact(): boolean {
    // Clearing the screen takes the mark of the prompt's end away, behind which the command is read.
    const { current, isExact } = this.#heard.log;
    return isExact && current?.input?.isLost === false;
  }

  /** Rows of the screen. */
  get screenRows(): number {
    return this.#terminal.rows;
  }

  /** Calls back when the view may have changed, at most once for each drawn frame; the returned function unsubscribes. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Calls back when a command has ended that the user has entered on this page; the returned function unsubscribes. */
  readonly onEnded = (listener: EndListener): (() => void) => {
    this.#endListeners.add(listener);
    return () => this.#endListeners.delete(listener);
  };

  view(): MarksView {
    const { viewportY } = this.#terminal.buffer.active;
    const commands = this.#heard.isNormal ? this.#shown() : [];
    const rows = commands
      .map((command) => this.#rowOf(command, command.prompt.marker.line - viewportY))
      .filter(({ row }) => row >= 0 && row < this.#terminal.rows);
    const above = commands.findLast(({ prompt }) => prompt.marker.line < viewportY);
    const sticky = above !== undefined && this.#endRowOf(above, commands) > viewportY ? above : undefined;
    return { rows, sticky: sticky && this.#rowOf(sticky, sticky.prompt.marker.line - viewportY) };
  }

  /** Scrolls to the prompt before (-1) or after (1) the one where the user has jumped last. @returns its command's text, if any */
  jump(direction: -1 | 1): string | undefined {
    const commands = this.#shown();
    const { viewportY, baseY } = this.#terminal.buffer.active;
    const at = commands.findIndex(({ id }) => id === this.#chosen);
    const below =
      viewportY >= baseY
        ? commands.length
        : commands.findIndex(({ prompt }) => prompt.marker.line >= viewportY);
    const from = at >= 0 ? at : below < 0 ? commands.length : direction === 1 ? below - 1 : below;
    const target = commands[from + direction];
    this.#chosen = target?.id;
    if (target !== undefined) this.#terminal.scrollToLine(target.prompt.marker.line);
    else if (direction === 1) this.#terminal.scrollToBottom();
    this.#tell();
    return target?.text;
  }

  /** Scrolls to the prompt of a command. */
  show(id: number): void {
    const target = this.#shown().find((command) => command.id === id);
    if (target === undefined) return;
    this.#chosen = id;
    this.#terminal.scrollToLine(target.prompt.marker.line);
    this.#tell();
  }

  /** The last command that has ended, with its output; undefined without one, or if its end is no longer kept. */
  last(): LastCommand | undefined {
    const { last } = this.#heard.log;
    if (last?.end === undefined || last.end.isLost) return undefined;
    const isComplete = last.output?.isLost === false;
    const output =
      (last.output === undefined ? undefined : this.#heard.text.textBetween(last.output, last.end)) ??
      this.#heard.text.read(0, 0, last.end);
    return {
      id: last.id,
      ...(last.input === undefined ? {} : { command: last.text }),
      exitCode: last.exitCode ?? null,
      output: output.replace(/\n$/, ''),
      isComplete,
    };
  }

  /** Selects the output of the last command that has ended. @returns false if there is none */
  selectLast(): boolean {
    const { last } = this.#heard.log;
    if (last?.end === undefined || last.end.isLost || !this.#heard.isNormal) return false;
    const from = last.output?.isLost === false ? this.#heard.text.rowOf(last.output) : { row: 0, col: 0 };
    const to = this.#heard.text.rowOf(last.end);
    const cells = (to.row - from.row) * this.#terminal.cols + to.col - from.col;
    if (cells <= 0) return false;
    this.#terminal.select(from.col, from.row, cells);
    this.#terminal.scrollToLine(from.row);
    return true;
  }

  dispose(): void {
    this.#stopRender();
    this.#heard.dispose();
  }

  /** Those that have run or run, and are still there. */
  #shown(): readonly Command<TextPlace>[] {
    const { current, ended } = this.#heard.log;
    return current?.state === 'running' && !current.prompt.isLost ? [...ended, current] : ended;
  }

  /** Row of the buffer after the last one of a command's output. */
  #endRowOf(command: Command<TextPlace>, commands: readonly Command<TextPlace>[]): number {
    const next = commands[commands.indexOf(command) + 1] ?? this.#heard.log.current;
    if (command.state === 'running' || next === undefined || next === command)
      return Number.POSITIVE_INFINITY;
    return next.prompt.isLost ? 0 : next.prompt.marker.line;
  }

  #rowOf({ id, state, text, exitCode, durationMs }: Command<TextPlace>, row: number): MarkedRow {
    const isChosen = id === this.#chosen;
    return { id, row, state: state === 'ended' ? 'ended' : 'running', text, exitCode, durationMs, isChosen };
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
