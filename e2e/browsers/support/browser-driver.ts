/** Drives a browser that Playwright cannot. WebDriver and WebDriver BiDi have the same input actions. */

/** One source of input and what it does, as `actions` of both protocols describe it. */
export interface InputSource {
  readonly type: 'key' | 'pointer';
  readonly id: string;
  readonly actions: readonly Readonly<Record<string, unknown>>[];
}

/** What each protocol implements. */
export interface DriverSession {
  /** Name and version, for instance `firefox 153.0`. */
  readonly browser: string;
  navigate(url: string): Promise<void>;
  /** Evaluates an expression in the page; it gives a text, or a promise of one. */
  evaluate(expression: string): Promise<string>;
  perform(sources: readonly InputSource[]): Promise<void>;
  resize(width: number, height: number): Promise<void>;
  close(): Promise<void>;
}

/** Keys without a character, by their names in both protocols (WebDriver, section 17.4.2). */
const KEYS: Readonly<Record<string, string>> = {
  Control: '\uE009',
  Shift: '\uE008',
  Enter: '\uE007',
  Tab: '\uE004',
  Escape: '\uE00C',
};

export class BrowserDriver {
  readonly #session: DriverSession;

  constructor(session: DriverSession) {
    this.#session = session;
  }

  get browser(): string {
    return this.#session.browser;
  }

  open(url: string): Promise<void> {
    return this.#session.navigate(url);
  }

  /** Runs a function in the page; arguments and result travel as JSON. */
  async evaluate<Args extends readonly unknown[], Result>(
    run: (...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result> {
    const values = args.map((value) => JSON.stringify(value)).join(', ');
    const text = await this.#session.evaluate(
      `Promise.resolve((${run})(${values})).then((value) => JSON.stringify(value ?? null))`,
    );
    return JSON.parse(text) as Result;
  }

  /** Types a text; a newline is the Enter key. */
  async type(text: string): Promise<void> {
    const keys = [...text].map((character) => (character === '\n' ? (KEYS.Enter ?? '') : character));
    await this.#keys(keys.flatMap((value) => [down(value), up(value)]));
  }

  /** Presses a key or a combination, for instance `Control+Shift+C`. */
  async press(combination: string): Promise<void> {
    const keys = combination.split('+').map((name) => KEYS[name] ?? name);
    await this.#keys([...keys.map(down), ...keys.toReversed().map(up)]);
  }

  /** Clicks in the middle of the first element that matches and is visible. @throws Error when there is none */
  async click(selector: string, text = ''): Promise<void> {
    const place = await this.evaluate(middleOf, selector, text);
    if (place === null) throw new Error(`No visible ${selector} with "${text}"`);
    const move = { type: 'pointerMove', ...place, origin: 'viewport', duration: 0 };
    const actions = [move, { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }];
    await this.#session.perform([{ type: 'pointer', id: 'mouse', actions }]);
  }

  resize(width: number, height: number): Promise<void> {
    return this.#session.resize(width, height);
  }

  close(): Promise<void> {
    return this.#session.close();
  }

  #keys(actions: InputSource['actions']): Promise<void> {
    return this.#session.perform([{ type: 'key', id: 'keyboard', actions }]);
  }
}

function down(value: string) {
  return { type: 'keyDown', value };
}

function up(value: string) {
  return { type: 'keyUp', value };
}

/** Runs in the page. */
function middleOf(selector: string, text: string): { x: number; y: number } | null {
  for (const element of document.querySelectorAll(selector)) {
    if (!(element.textContent ?? '').includes(text) || !element.checkVisibility()) continue;
    element.scrollIntoView({ block: 'nearest' });
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
  }
  return null;
}
