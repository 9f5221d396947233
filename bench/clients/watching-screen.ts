/** Watches a shell by a link, and acknowledges what it gets, until it stops to read. */

import { SockJsMessages } from './sockjs-messages.ts';

const ACK_BYTES = 5_000;

export class WatchingScreen {
  readonly #messages: SockJsMessages;
  #acknowledged = 0;

  private constructor(url: string, viewId: string, onBound: () => void) {
    this.#messages = new SockJsMessages(url, {
      onOpen: () => this.#messages.send({ Op: 'bind', ViewID: viewId, Ack: true }),
      onMessage: ({ Op, Offset = 0 }) => {
        if (Op === 'bound') onBound();
        if (Op !== 'stdout' || Offset - this.#acknowledged < ACK_BYTES) return;
        this.#acknowledged = Offset;
        this.#messages.send({ Op: 'ack', Offset });
      },
      onClose() {},
    });
  }

  /** Resolves when it watches. */
  static open(url: string, viewId: string): Promise<WatchingScreen> {
    return new Promise((resolve) => {
      const screen: WatchingScreen = new WatchingScreen(url, viewId, () => resolve(screen));
    });
  }

  /** Reads nothing more, as a laptop that sleeps. */
  stop(): void {
    this.#messages.socket.pause();
  }

  close(): void {
    this.#messages.socket.terminate();
  }
}

/** A link to a session. @throws Error when the server refuses */
export async function shareSession(url: string, sessionId: string): Promise<string> {
  const response = await fetch(`${url}/api/sessions/${sessionId}/viewers`, { method: 'POST' });
  const { viewId } = (await response.json()) as { viewId?: string };
  if (viewId === undefined) throw new Error(`No link: ${response.status}`);
  return viewId;
}
