/** Tells whether something runs in the shell, from the screen alone: without asking the pod. */

import type { Clock } from '../connection/clock.ts';

/** What the screen shows at the cursor. */
export interface CursorView {
  /** A full-screen program has the alternate screen. */
  readonly isAlternate: boolean;
  /** Bracketed paste is on: bash, zsh and fish switch it on for their prompt and off before they run a command. */
  readonly takesPastesWhole: boolean;
  /** The text left of the cursor, from the start of its logical line, blanks included. */
  readonly left: string;
}

export interface ShellActivityOptions {
  readonly clock: Clock;
  readonly look: () => CursorView;
  /** Called on each change; the first state is not busy. */
  readonly onChange: (isBusy: boolean) => void;
}

/** Output has paused when none came for this long. Longer than the echo of a key, shorter than a user notices. Milliseconds. */
const QUIET_MS = 200;

/** A user changes directories, and so the prompt, but comes back to few of them. */
const MOST_PROMPTS = 16;

/** How the usual prompts end, with or without a blank. */
const PROMPT_END = /[$#%>❯»]\s?$/u;

/** A number of percent is progress, not a prompt: `50%`, `[ 7.5 %`. The prompt of zsh, `web-0%`, is one word. */
const PROGRESS_END = /(^|[\s([{:=|])\d+([.,]\d+)?\s?%\s?$/;

/**
 * Busy while a program has the alternate screen, or while the text left of the cursor is no prompt. A prompt is what
 * stands there when output has paused, or when the user starts to type, and it ends like one; a command that is typed
 * after a known prompt does not run.
 */
export class ShellActivity {
  readonly #options: ShellActivityOptions;
  readonly #prompts = new Set<string>();
  #isBusy = false;
  #lastOutput = 0;
  #cancelCheck: (() => void) | null = null;

  constructor(options: ShellActivityOptions) {
    this.#options = options;
  }

  /** Output has been shown. Cheap: called for each piece. */
  outputShown(): void {
    const { clock } = this.#options;
    this.#lastOutput = clock.now();
    this.#cancelCheck ??= clock.after(QUIET_MS, () => this.#check());
  }

  /** The user types. A quick one types at a prompt before output has paused; its echo then hides the bare prompt. */
  typed(): void {
    if (this.#cancelCheck !== null) this.#learn(this.#options.look());
  }

  /** The screen was cleared for another shell or for output that follows. Known prompts stay known. */
  cleared(): void {
    this.dispose();
    this.#set(false);
  }

  dispose(): void {
    this.#cancelCheck?.();
    this.#cancelCheck = null;
  }

  #check(): void {
    const { clock, look } = this.#options;
    const rest = this.#lastOutput + QUIET_MS - clock.now();
    this.#cancelCheck = rest > 0 ? clock.after(rest, () => this.#check()) : null;
    const view = look();
    // While output goes on, what is left of the cursor is there by chance.
    if (rest <= 0) this.#learn(view);
    this.#set(this.#isBusyAt(view));
  }

  #learn({ isAlternate, left }: CursorView): void {
    if (isAlternate || !endsLikePrompt(left) || this.#isAfterPrompt(left)) return;
    const [oldest] = this.#prompts;
    if (this.#prompts.size >= MOST_PROMPTS && oldest !== undefined) this.#prompts.delete(oldest);
    this.#prompts.add(left);
  }

  #isBusyAt({ isAlternate, takesPastesWhole, left }: CursorView): boolean {
    return isAlternate || !(takesPastesWhole || this.#isAfterPrompt(left));
  }

  #isAfterPrompt(left: string): boolean {
    for (const prompt of this.#prompts) if (left.startsWith(prompt)) return true;
    return false;
  }

  #set(isBusy: boolean): void {
    if (isBusy === this.#isBusy) return;
    this.#isBusy = isBusy;
    this.#options.onChange(isBusy);
  }
}

function endsLikePrompt(text: string): boolean {
  return PROMPT_END.test(text) && !PROGRESS_END.test(text);
}
