/**
 * Output as lines of text, for a search: without sequences, with the corrections that were typed in a line. What programs
 * write all over the screen falls into pieces, each of which is a line.
 */

/** A line that was written. */
export interface OutputLine {
  readonly text: string;
  /** When each of its UTF-16 units was written; milliseconds since the start. */
  readonly times: readonly number[];
}

/** A longer line is cut. UTF-16 units. */
const MOST_UNITS = 4_096;

/** A parameter that asks for more is cut to a screen's width. */
const MOST_COLUMNS = 1_000;

type Place = 'text' | 'escape' | 'control' | 'string' | 'string-escape' | 'charset';

export class OutputLines {
  readonly #onLine: (line: OutputLine) => void;
  #units: string[] = [];
  #times: number[] = [];
  #column = 0;
  #place: Place = 'text';
  #parameters = '';

  constructor(onLine: (line: OutputLine) => void) {
    this.#onLine = onLine;
  }

  /** @param at milliseconds since the start */
  push(text: string, at: number): void {
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charAt(index);
      if (unit === '\x1b') this.#place = this.#place === 'string' ? 'string-escape' : 'escape';
      else if (unit === '\x18' || unit === '\x1a') this.#place = 'text';
      else this.#take(unit, at);
    }
  }

  /** Ends the line that is being written. */
  end(): void {
    if (this.#units.length > 0) this.#onLine({ text: this.#units.join(''), times: this.#times });
    this.#units = [];
    this.#times = [];
    this.#column = 0;
  }

  #take(unit: string, at: number): void {
    switch (this.#place) {
      case 'text':
        if (unit < ' ' || unit === '\x7f') this.#control(unit, at);
        else this.#print(unit, at);
        return;
      case 'escape':
        this.#escape(unit);
        return;
      case 'control':
        if (unit >= '@' && unit <= '~') this.#sequence(unit);
        else this.#parameters += unit;
        return;
      case 'string':
        if (unit === '\x07') this.#place = 'text';
        return;
      case 'string-escape':
        // The string's end, or what begins after a string without one.
        this.#place = 'text';
        if (unit !== '\\') this.#escape(unit);
        return;
      case 'charset':
        this.#place = 'text';
        return;
      default:
        this.#place satisfies never;
    }
  }

  #escape(unit: string): void {
    this.#place = 'text';
    if (unit === '[') {
      this.#place = 'control';
      this.#parameters = '';
    } else if (']PX^_'.includes(unit)) this.#place = 'string';
    else if ('()*+-./ #%'.includes(unit)) this.#place = 'charset';
    else if ('cDEM78'.includes(unit)) this.end();
  }

  #control(unit: string, at: number): void {
    if (unit === '\n' || unit === '\v' || unit === '\f') this.end();
    else if (unit === '\r') this.#column = 0;
    else if (unit === '\b') this.#column = Math.max(0, this.#column - 1);
    else if (unit === '\t') this.#print(' ', at);
  }

  #print(unit: string, at: number): void {
    if (this.#column >= MOST_UNITS) this.end();
    while (this.#units.length < this.#column) this.#put(this.#units.length, ' ', at);
    this.#put(this.#column, unit, at);
    this.#column += 1;
  }

  #put(column: number, unit: string, at: number): void {
    this.#units[column] = unit;
    this.#times[column] = at;
  }

  #sequence(final: string): void {
    this.#place = 'text';
    const count = Math.min(MOST_COLUMNS, Number.parseInt(this.#parameters, 10) || 0);
    const many = Math.max(1, count);
    switch (final) {
      case 'C':
        this.#column = Math.min(MOST_UNITS, this.#column + many);
        return;
      case 'D':
        this.#column = Math.max(0, this.#column - many);
        return;
      case 'G':
        this.#column = many - 1;
        return;
      case 'K':
        if (count !== 1) this.#cut(count === 2 ? 0 : this.#column);
        return;
      case 'P':
        this.#units.splice(this.#column, many);
        this.#times.splice(this.#column, many);
        return;
      case 'A':
      case 'B':
      case 'E':
      case 'F':
      case 'H':
      case 'J':
      case 'd':
      case 'f':
        this.end();
        return;
      default:
    }
  }

  #cut(length: number): void {
    this.#units.length = Math.min(this.#units.length, length);
    this.#times.length = this.#units.length;
  }
}
