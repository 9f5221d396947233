import type { LogTime } from '../stream/log-time.ts';
import { plainText } from './ansi.ts';
import { type Level, levelOf } from './level.ts';

/** The container that wrote a line. */
export interface LineSource {
  readonly pod: string;
  readonly container: string;
}

/** The same for two objects of one container. No name has a slash. */
export function sourceKey({ pod, container }: LineSource): string {
  return `${pod}/${container}`;
}

/** One line of a log on the page. What is found out about it is found out once, when it is needed. */
export class LogLine {
  /** Unique on the page; later lines have greater ones. */
  readonly id: number;
  readonly source: LineSource;
  /** Undefined for a line of the cluster itself. */
  readonly time: LogTime | undefined;
  /** As it came, colors and all. */
  readonly text: string;
  /** Its place among the lines of several containers. */
  readonly order: LogTime;
  /** What the filter and the search have found, by which of them. */
  filtered: { readonly by: unknown; readonly passes: boolean } | undefined;
  searched: { readonly by: unknown; readonly matches: boolean } | undefined;
  #plain: string | undefined;
  #level: Level | undefined | null = null;

  constructor(
    id: number,
    source: LineSource,
    received: { readonly time: LogTime | undefined; readonly text: string },
    order: LogTime,
  ) {
    this.id = id;
    this.source = source;
    this.time = received.time;
    this.text = received.text;
    this.order = order;
  }

  /** True if it may have colors. */
  get hasColors(): boolean {
    return this.text.includes('\u001b');
  }

  /** Without colors. */
  get plain(): string {
    this.#plain ??= plainText(this.text);
    return this.#plain;
  }

  get level(): Level | undefined {
    if (this.#level === null) this.#level = levelOf(this.plain);
    return this.#level;
  }
}
