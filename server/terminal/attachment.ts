import type { KeyboardMessage, ScreenMessage } from '#protocol/viewing-messages.ts';
import type { TerminalSize } from './ports.ts';

/** A connection's hold on a session. Once another one has taken over, or it detached, the owner's does nothing. */
export interface Attachment {
  /**
   * Queues text for the process.
   * @param isBinary each character of `text` is a byte
   */
  write(text: string, isBinary?: boolean): void;
  /** Says yes or no to handing the keyboard over. */
  agree(message: KeyboardMessage): void;
  resize(size: TerminalSize): void;
  /** What the owner's screen shows, which it was asked for. */
  screen(message: ScreenMessage): void;
  /** The screen has shown all output up to an offset. */
  ack(offset: number): void;
  /** Asks whether the node of the process answers; see {@link ShellStream.ping}. */
  ping(onAnswer: () => void): void;
  /** The transport has room again. */
  drained(): void;
  /** The user is done: ends the process and the session. */
  end(): void;
  /** The page is being closed or left on purpose; see {@link Session.leave}. */
  leave(): void;
  /**
   * The connection is gone; the session lives on for a resume.
   * @param delivered true when the browser has everything that it was sent, the end of the process included
   */
  detach(delivered: boolean): void;
}
