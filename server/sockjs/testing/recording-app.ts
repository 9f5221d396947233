/** An application that writes down what its connections report, and lets a test wait for it. */

import type { SockJsConnection, SockJsListener } from '../connection.ts';

export class RecordedConnection implements SockJsListener {
  readonly connection: SockJsConnection;
  readonly messages: string[] = [];
  drains = 0;
  closes = 0;
  /** What the application was told of the last close. */
  delivered: boolean | undefined;
  readonly #changed: () => void;

  constructor(connection: SockJsConnection, changed: () => void) {
    this.connection = connection;
    this.#changed = changed;
  }

  onMessage(message: string): void {
    this.messages.push(message);
    this.#changed();
  }

  onDrain(): void {
    this.drains++;
    this.#changed();
  }

  onClose(delivered: boolean): void {
    this.closes++;
    this.delivered = delivered;
    this.#changed();
  }
}

export class RecordingApp {
  readonly connections: RecordedConnection[] = [];
  readonly #waiting = new Set<() => void>();

  /** For the options of a server. */
  readonly onConnection = (connection: SockJsConnection): SockJsListener => {
    const recorded = new RecordedConnection(connection, () => this.#changed());
    this.connections.push(recorded);
    this.#changed();
    return recorded;
  };

  /** The connection that opened last, as soon as there is one. */
  async latest(): Promise<RecordedConnection> {
    await this.until(() => this.connections.length > 0);
    const latest = this.connections.at(-1);
    if (latest === undefined) throw new Error('No connection');
    return latest;
  }

  /** Resolves when the condition holds; it is looked at after each report. */
  until(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!condition()) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }

  #changed(): void {
    for (const look of [...this.#waiting]) look();
  }
}
