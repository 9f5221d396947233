/** The commands of a recorded shell, read off the screen where the recording has a marker for each. */

import type { Terminal } from '@xterm/xterm';
import { HeardMarks } from '#components/terminal/screen/marks/heard-marks.ts';
import type { Mark } from '../player/replay.ts';

/** Grows: how a command went is known later than that it began. */
type GrowingMark = { -readonly [Key in keyof Mark]: Mark[Key] };

/** A command that has begun. */
interface Begun {
  readonly id: number;
  readonly mark: GrowingMark;
  /** Its text was on the screen. */
  isKnown: boolean;
}

export class ReplayedCommands {
  readonly #heard: HeardMarks;
  readonly #onCommand: (mark: Mark) => void;
  #begun: Begun | undefined;

  /**
   * @param word of the shell's marks
   * @param onCommand a command has begun; the mark gets its exit code when it ends
   */
  constructor(terminal: Terminal, word: string, onCommand: (mark: Mark) => void) {
    this.#onCommand = onCommand;
    this.#heard = new HeardMarks(terminal, {
      // A replay has no clock but the recording's.
      now: () => 0,
      onFirst() {},
      onEnded() {},
      onChange: () => this.#read(),
    });
    this.#heard.follow(word);
  }

  /** There is a marker after the output that the terminal has parsed. @param at milliseconds since the start */
  begin(at: number): void {
    const { current } = this.#heard.log;
    if (current === undefined || current.id === this.#begun?.id) return;
    this.#begun = { id: current.id, mark: { at, kind: 'command', label: '' }, isKnown: false };
    this.#read();
  }

  dispose(): void {
    this.#heard.dispose();
  }

  #read(): void {
    const begun = this.#begun;
    if (begun === undefined) return;
    const { current, last } = this.#heard.log;
    const command = [current, last].find((one) => one?.id === begun.id);
    // One that was only typed may never run.
    if (command === undefined || command.state === 'typing' || command.text === '') return;
    begun.mark.label = command.text;
    if (command.exitCode !== undefined) begun.mark.exitCode = command.exitCode;
    if (begun.isKnown) return;
    begun.isKnown = true;
    this.#onCommand(begun.mark);
  }
}
