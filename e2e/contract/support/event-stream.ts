/** Reads server-sent events (HTML standard) from an open response. */

import type { IncomingMessage } from 'node:http';
import { Waiting } from './waiting.ts';

export interface StreamEvent {
  readonly type: string;
  readonly data: Record<string, unknown>;
}

export class EventStream {
  readonly events: StreamEvent[] = [];
  readonly #response: IncomingMessage;
  readonly #waiting = new Waiting();
  #rest = '';
  #seen = 0;

  constructor(response: IncomingMessage) {
    this.#response = response;
    response.setEncoding('utf8').on('data', (text: string) => this.#onText(text));
    response.on('error', () => {});
  }

  /** Waits for a matching event after the last one waited for. */
  next(what: string, fits: (event: StreamEvent) => boolean, timeoutMs?: number): Promise<StreamEvent> {
    const find = () => {
      const index = this.events.findIndex((event, at) => at >= this.#seen && fits(event));
      if (index < 0) return undefined;
      this.#seen = index + 1;
      return this.events[index];
    };
    const soFar = () => this.events.map(({ type, data }) => `${type} ${data.name ?? ''}`).join(', ');
    return this.#waiting.until(what, find, soFar, timeoutMs);
  }

  /** Disconnects, like a closed tab. */
  close(): void {
    this.#response.destroy();
  }

  #onText(text: string): void {
    const blocks = (this.#rest + text).split('\n\n');
    this.#rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const [, type, data] = /^event: (\S+)\ndata: (.*)$/.exec(block) ?? [];
      // A comment only keeps the connection open.
      if (type !== undefined && data !== undefined) this.events.push({ type, data: JSON.parse(data) });
    }
    this.#waiting.changed();
  }
}
