/** What a terminal's connection needs from the browser. Tests use fakes; `browser-ports.ts` has the real ones. */

import type { DrawnScreen } from '#protocol/viewing-messages.ts';
import type { Clock } from './clock.ts';

/** Columns and rows, whole numbers from 1 to 65,535. */
export interface ScreenSize {
  readonly cols: number;
  readonly rows: number;
}

/** One connection to the server; it is opening when it is created. */
export interface TerminalSocket {
  /** Sends one message; only after `onOpen`. */
  send(text: string): void;
  /** Closes the connection; the listener is not called again. Idempotent. */
  close(): void;
  /** Characters given to `send` that the transport has not sent yet; 0 if it cannot tell. */
  unsent(): number;
  /** Name of the transport after `onOpen`, for instance `websocket` or `xhr-streaming`. */
  transport(): string;
}

export interface SocketListener {
  onOpen(): void;
  onMessage(text: string): void;
  onHeartbeat(): void;
  /** The connection ended or could not be opened. Called at most once, and last. */
  onClose(code: number, reason: string): void;
}

/**
 * Starts to connect. The listener is never called before this returns.
 * @param replicaId the replica that has the shell, where that is known: each request names it, so that any other leads there
 */
export type OpenSocket = (listener: SocketListener, replicaId: string | undefined) => TerminalSocket;

/** The part of the screen that the connection needs. */
export interface OutputScreen {
  /** Lines that it can show, scrollback included. */
  lines(): number;
  /**
   * Writes text after all earlier text; `shown` is called when it has been parsed.
   * @param replayed true if this pane has shown the text before: queries in it (cursor position, colours, ...) were
   *   answered then, and a second answer would be typed into the shell
   */
  write(text: string, replayed: boolean, shown: () => void): void;
  /**
   * Sets the size that the following replayed output was written at; null: the window's size. Takes effect in order with
   * `write`. The process is not resized.
   */
  showAt(size: ScreenSize | null): void;
  /**
   * What follows was missed: it may be drawn when all of it is there.
   * @returns to be called once when all of it was written
   */
  catchUp(): () => void;
  /** True: the shell may print command marks for this screen. */
  takesMarks(): boolean;
  /** The word in the command marks of the output that follows; '' for a shell without marks. */
  marked(word: string): void;
  /**
   * Tells what the terminal shows.
   * @param begin called when all text that was written so far is about to be parsed; its result is called after that
   */
  paint(begin: () => (painted: DrawnScreen) => void): void;
  /** Clears screen and scrollback, in order with `write`. Earlier text that is not parsed yet may be dropped. */
  reset(): void;
}

/** What a pane stores across a reload of the page. */
export interface KeptSession {
  readonly sessionId: string;
  /** Output up to this byte has been shown, so the terminal has already answered the queries in it. */
  readonly shownBytes: number;
  /** Another window may have the session: it is taken over from there. */
  readonly takesOver?: true;
}

export interface SessionMemory {
  /**
   * The session that this pane had before the page was loaded; null if there is none or if another open window has
   * claimed it.
   */
  load(): Promise<KeptSession | null>;
  save(kept: KeptSession): void;
  forget(): void;
  /** Lets another pane claim the session; it stays stored. */
  release(): void;
}

/** The result of asking the server for a session. */
export type IssueResult =
  | { readonly kind: 'issued'; readonly sessionId: string; readonly container: string }
  /** `code` is the server's, or one that the page chose for a response without a code. */
  | { readonly kind: 'refused'; readonly code: string; readonly detail: string };

export interface ConnectionPorts {
  readonly clock: Clock;
  /** From 0 to 1, without 1. */
  readonly random: () => number;
  /** Asks the server for a session. Never rejects. */
  readonly issue: (signal: AbortSignal) => Promise<IssueResult>;
  /** Asks the server to end a session that this page has no connection to. Never throws. */
  readonly endSession: (sessionId: string) => void;
  /** Tells the server that the session's page is being closed. Never throws. */
  readonly leaveSession: (sessionId: string) => void;
  readonly openSocket: OpenSocket;
  /** Calls back once, when a server that was down is back; the returned function cancels. */
  readonly whenServerBack: (callback: () => void) => () => void;
  readonly screen: OutputScreen;
  readonly memory: SessionMemory;
  /** Watches somebody else's shell by this link, which is then the id of the session. */
  readonly viewId?: string | undefined;
  /** Calls back after the browser has had time for input and painting. */
  readonly yieldToPage: (callback: () => void) => void;
  /** True while the page is hidden and its timers are throttled. */
  readonly isHidden: () => boolean;
  /** True while the terminal is in sight, so that the user sees whether it is connected. */
  readonly isSeen: () => boolean;
  /** Silence after which a connection counts as dead, in milliseconds. */
  readonly silenceMs: number;
}
