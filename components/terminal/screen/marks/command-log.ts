/**
 * The commands of a shell as its marks tell them. A mark may come twice (a prompt is drawn again) or be missing (the user
 * has changed the prompt), so each one is taken for what it says, whatever came before.
 */

import type { Mark } from './mark.ts';

/** A place in the screen's text that moves with the text. */
export interface Place {
  /** The text is no longer there. */
  readonly isLost: boolean;
  /** Frees it. Idempotent. */
  forget(): void;
}

/** A command, or the prompt for the next one. */
export interface Command<P extends Place> {
  readonly id: number;
  /** `typing`: at the prompt. */
  readonly state: 'typing' | 'running' | 'ended';
  /** The start of the line of its prompt. */
  readonly prompt: P;
  /** Where the command begins, after the prompt; undefined where that is not marked. */
  readonly input: P | undefined;
  readonly output: P | undefined;
  readonly end: P | undefined;
  /** As typed, '' while it is typed; with its prompt where the prompt's end is not marked. */
  readonly text: string;
  /** Undefined until it has ended, and where the shell does not tell it. */
  readonly exitCode: number | undefined;
  /** When it began on this page's clock; undefined in output that is shown again. */
  readonly begunAt: number | undefined;
  /** Milliseconds; undefined until it has ended, and where nobody measured them. */
  readonly durationMs: number | undefined;
}

/** What the log asks of the screen, at the moment of a mark. */
export interface MarkedScreen<P extends Place> {
  /** The cursor's place. */
  here(): P;
  /** The start of the cursor's line; `above`: of the line before. A wrapped line counts as one. */
  lineStart(above?: boolean): P;
  /** The text between two places, undefined if it is not all there. */
  textBetween(from: P, to: P): string | undefined;
}

export interface CommandLogOptions<P extends Place> {
  readonly screen: MarkedScreen<P>;
  /** Milliseconds. */
  readonly now: () => number;
  /** After each change. */
  readonly onChange: () => void;
  /** A command that the user has entered on this page has ended. */
  readonly onEnded: (command: Command<P>) => void;
}

type Current<P extends Place> = { -readonly [Key in keyof Command<P>]: Command<P>[Key] };

/** Each place costs time for each line that leaves a full scrollback. */
const MOST_COMMANDS = 200;

/** Of a command's text. UTF-16 units. */
const MOST_TEXT = 2000;

/** What an interrupt at the prompt of dash or ash leaves: no command was run. */
const INTERRUPTED = 130;

export class CommandLog<P extends Place> {
  readonly #options: CommandLogOptions<P>;
  #ended: Command<P>[] = [];
  #current: Current<P> | undefined;
  #nextId = 1;
  /** Where output begins if no mark says so. */
  #outputBy: Extract<Mark, { kind: 'input' }>['output'] = 'mark';
  /** The shell's clock when output began. */
  #shellClock: number | undefined;
  /** When the user pressed Enter at the prompt; undefined: not on this page. */
  #enteredAt: number | undefined;
  /** The shell has said at least once where output begins. */
  #hasMarkedOutput = false;
  /** The user pressed Enter while a command ran: a terminal that echoes by itself has shown that line before the prompt. */
  #typedAhead = false;

  constructor(options: CommandLogOptions<P>) {
    this.#options = options;
  }

  /** Those that have ended, the oldest first, without those whose prompt is gone. */
  get ended(): readonly Command<P>[] {
    return this.#ended.filter(({ prompt }) => !prompt.isLost);
  }

  /** The one that runs or is typed; undefined before the first prompt. */
  get current(): Command<P> | undefined {
    return this.#current;
  }

  /** The last one that has ended. */
  get last(): Command<P> | undefined {
    return this.#ended.at(-1);
  }

  /** Where the output of the current command begins if no mark says so. */
  get outputBy(): Extract<Mark, { kind: 'input' }>['output'] {
    return this.#outputBy;
  }

  /** What the shell's clock said when the current command began to run, in milliseconds; undefined where it told nothing. */
  get shellClock(): number | undefined {
    return this.#shellClock;
  }

  /** True if a line feed may begin the output of a command. */
  get waitsForLineFeed(): boolean {
    return this.#current?.state === 'typing' && this.#outputBy !== 'mark';
  }

  /** True after a prompt of a shell that itself marks where the prompt ends and output begins. */
  get isExact(): boolean {
    const { state, input } = this.#current ?? {};
    return state === 'typing' && input !== undefined && this.#outputBy === 'mark' && this.#hasMarkedOutput;
  }

  /** The user sent this to the shell. */
  typed(text: string): void {
    if (!/[\r\n]/.test(text)) return;
    if (this.#current?.state === 'typing') this.#enteredAt ??= this.#options.now();
    else this.#typedAhead = true;
  }

  mark(mark: Mark): void {
    switch (mark.kind) {
      case 'prompt':
        this.#endUnknown();
        this.#enteredAt = undefined;
        this.#beginPrompt();
        break;
      case 'input':
        this.#endUnknown();
        if (this.#current === undefined || this.#current.prompt.isLost) this.#beginPrompt();
        this.#beginInput(mark.output);
        break;
      case 'more-input':
        this.#goOnTyping();
        break;
      case 'output':
        this.#hasMarkedOutput = true;
        this.#run(mark.at);
        break;
      case 'end':
        this.#end(mark.exitCode, mark.at);
    }
    this.#options.onChange();
  }

  /** The cursor is in a new line. @param wraps the line before is full, so that its input may only go on */
  lineFeed(wraps: boolean): void {
    if (!this.waitsForLineFeed || (wraps && this.#outputBy === 'unwrapped-line-feed')) return;
    this.#run(undefined);
    this.#options.onChange();
  }

  /** The screen is reset. A command that runs goes on, and what it printed is lost. */
  clear(): void {
    for (const command of this.#ended) forget(command);
    this.#ended = [];
    if (this.#current !== undefined) forget(this.#current);
    this.#options.onChange();
  }

  #beginPrompt(): void {
    const { screen } = this.#options;
    if (this.#current !== undefined) forget(this.#current);
    this.#current = {
      id: this.#nextId++,
      state: 'typing',
      prompt: screen.lineStart(),
      input: undefined,
      output: undefined,
      end: undefined,
      text: '',
      exitCode: undefined,
      begunAt: undefined,
      durationMs: undefined,
    };
    this.#outputBy = 'mark';
  }

  #beginInput(outputBy: Extract<Mark, { kind: 'input' }>['output']): void {
    if (this.#current === undefined) return;
    this.#current.input?.forget();
    this.#current.input = this.#options.screen.here();
    this.#outputBy = outputBy;
  }

  /** A line feed seemed to begin the output, but only continued the input. */
  #goOnTyping(): void {
    if (this.#current?.state !== 'running' || this.#outputBy === 'mark') return;
    this.#current.output?.forget();
    Object.assign(this.#current, { state: 'typing', output: undefined, text: '' });
  }

  #run(at: number | undefined): void {
    const current = this.#current;
    // bash marks each part of a pasted text that it runs without a prompt between.
    if (current?.state === 'running') return;
    const { screen } = this.#options;
    if (current === undefined || current.prompt.isLost) {
      this.#beginPrompt();
      this.#current?.prompt.forget();
      if (this.#current !== undefined) this.#current.prompt = screen.lineStart(true);
    }
    const command = this.#current;
    if (command === undefined) return;
    // The line was typed, and shown, before the prompt came.
    const wasAhead = this.#typedAhead && this.#outputBy === 'line-feed' && this.#enteredAt === undefined;
    this.#typedAhead = false;
    const here = wasAhead && command.input !== undefined ? command.input : screen.here();
    const text = wasAhead ? '' : (screen.textBetween(command.input ?? command.prompt, here) ?? '');
    Object.assign(command, {
      state: 'running',
      output: here,
      text: text.trim().slice(0, MOST_TEXT),
      begunAt: this.#enteredAt,
    });
    this.#shellClock = at;
  }

  #end(exitCode: number | undefined, at: number | undefined, end = this.#options.screen.here()): void {
    const command = this.#current;
    if (command?.state !== 'running') {
      end.forget();
      return;
    }
    const { now, onEnded } = this.#options;
    Object.assign(command, { state: 'ended', end, exitCode });
    this.#current = undefined;
    if (this.#outputBy !== 'mark' && this.#wasNone(command)) {
      forget(command);
      return;
    }
    const byShell = at !== undefined && this.#shellClock !== undefined ? at - this.#shellClock : undefined;
    const byPage = command.begunAt === undefined ? undefined : now() - command.begunAt;
    command.durationMs = byShell === undefined || byShell < 0 ? byPage : byShell;
    this.#keep(command);
    if (command.begunAt !== undefined) onEnded(command);
  }

  /** The next prompt came without a word of how the command has ended. */
  #endUnknown(): void {
    if (this.#current?.state === 'running') this.#end(undefined, undefined, this.#options.screen.lineStart());
  }

  /** Nothing was entered, or it was interrupted before it was. */
  #wasNone({ input, output, end, exitCode, text }: Command<P>): boolean {
    if (input === output) return false;
    if (text === '') return true;
    if (exitCode !== INTERRUPTED || !text.endsWith('^C') || output === undefined || end === undefined)
      return false;
    return this.#options.screen.textBetween(output, end) === '';
  }

  /** Of earlier commands only the prompt's place is kept. */
  #keep(command: Command<P>): void {
    const before = this.#ended.pop();
    if (before !== undefined) {
      for (const place of [before.input, before.output, before.end]) place?.forget();
      this.#ended.push({ ...before, input: undefined, output: undefined, end: undefined });
    }
    const kept = this.ended.slice(1 - MOST_COMMANDS);
    for (const { prompt } of this.#ended) if (!kept.some((one) => one.prompt === prompt)) prompt.forget();
    this.#ended = [...kept, command];
  }
}

function forget<P extends Place>({ prompt, input, output, end }: Command<P>): void {
  for (const place of [prompt, input, output, end]) place?.forget();
}
