/**
 * A screen that draws output at a fixed rate and acknowledges what it has drawn, like a browser that cannot draw
 * faster. Waiting output keeps its order, `reset` included.
 */

import { POD } from '../stack/cluster.ts';
import { OutputWatch } from './output-watch.ts';
import { issueSession, SockJsMessages, type WireMessage } from './sockjs-messages.ts';

const ACK_BYTES = 5_000;
const TICK_MS = 4;
/** Largest amount that a late tick catches up on. */
const LONGEST_TICK_MS = 20;

export class SlowScreen {
  readonly #messages: SockJsMessages;
  readonly #watch = new OutputWatch();
  readonly #queue: { readonly bytes: Buffer; readonly offset: number }[] = [];
  readonly #closed: Promise<void>;
  #bytesPerSecond: number;
  #credit = 0;
  #lastTick = performance.now();
  #acknowledged = 0;
  #timer: NodeJS.Timeout;

  private constructor(url: string, sessionId: string, bytesPerSecond: number, onBound: () => void) {
    this.#bytesPerSecond = bytesPerSecond;
    let markClosed = () => {};
    this.#closed = new Promise((resolve) => {
      markClosed = resolve;
    });
    this.#messages = new SockJsMessages(url, {
      onOpen: () => this.#messages.send({ Op: 'bind', SessionID: sessionId, Cols: 80, Rows: 24, Ack: true }),
      onMessage: (message) => {
        if (message.Op === 'bound') onBound();
        else this.#receive(message);
      },
      onClose: (reason) => {
        clearInterval(this.#timer);
        markClosed();
        this.#watch.end(new Error(`The connection ended: ${reason}`));
      },
    });
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  static async open(url: string, bytesPerSecond: number): Promise<SlowScreen> {
    const sessionId = await issueSession(url, POD);
    return new Promise((resolve) => {
      const screen: SlowScreen = new SlowScreen(url, sessionId, bytesPerSecond, () => resolve(screen));
    });
  }

  /** Bytes drawn so far. */
  get shownBytes(): number {
    return this.#watch.bytes;
  }

  type(text: string): void {
    this.#messages.send({ Op: 'stdin', Data: text });
  }

  /** Resolves with the time at which newly drawn output has contained `text`. */
  expect(text: string): Promise<number> {
    return this.#watch.expect(text);
  }

  close(): Promise<void> {
    this.type('exit\r');
    return this.#closed;
  }

  #receive({ Op, Data = '', Offset = 0 }: WireMessage): void {
    if (Op !== 'stdout' && Op !== 'reset') return;
    this.#queue.push({ bytes: Buffer.from(Data), offset: Offset });
  }

  #tick(): void {
    const now = performance.now();
    const elapsed = Math.min(LONGEST_TICK_MS, now - this.#lastTick);
    this.#lastTick = now;
    // Idle time gives no credit.
    this.#credit = this.#queue.length === 0 ? 0 : this.#credit + (elapsed * this.#bytesPerSecond) / 1000;
    for (
      let head = this.#queue[0];
      head !== undefined && head.bytes.length <= this.#credit;
      head = this.#queue[0]
    ) {
      this.#queue.shift();
      this.#credit -= head.bytes.length;
      this.#draw(head.bytes, head.offset);
    }
  }

  #draw(bytes: Buffer, offset: number): void {
    this.#watch.push(bytes);
    if (bytes.length === 0 || offset - this.#acknowledged < ACK_BYTES) return;
    this.#acknowledged = offset;
    this.#messages.send({ Op: 'ack', Offset: offset });
  }
}
