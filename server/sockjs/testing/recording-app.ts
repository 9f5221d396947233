/** An application that records the events of its connections and lets a test wait for them. */

import type { SockJsConnection, SockJsListener } from '../connection.ts';

export class RecordedConnection implements SockJsListener {
  readonly connection: SockJsConnection;
  readonly messages: string[] = [];
  drains = 0;
  closes = 0;
  /** The argument of `onClose`. */
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

  /** Goes into the options of a server. */
  readonly onConnection = (connection: SockJsConnection): SockJsListener => {
    const recorded = new RecordedConnection(connection, () => this.#changed());
    this.connections.push(recorded);
    this.#changed();
    return recorded;
  };

  /** Resolves to the latest connection, once there is one. */
  async latest(): Promise<RecordedConnection> {
    await this.until(() => this.connections.length > 0);
    const latest = this.connections.at(-1);
    if (latest === undefined) throw new Error('No connection');
    return latest;
  }

  /** Resolves when the condition holds. Checks it after each event. */
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
