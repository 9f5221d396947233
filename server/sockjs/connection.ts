/** The application's view of one SockJS connection, the same on every transport. */

export type SockJsTransport =
  | 'websocket'
  | 'websocket-raw'
  | 'xhr'
  | 'xhr_streaming'
  | 'eventsource'
  | 'htmlfile'
  | 'jsonp';

export interface SockJsConnection {
  /** Chosen by the server. The session id in the URL is the client's and never reaches the application. */
  readonly id: string;
  /** The transport that opened the connection. */
  readonly transport: SockJsTransport;
  /** The result of `authorize` for the request that opened the connection. */
  readonly context: unknown;
  /**
   * Sends one message. False: more than `highWaterBytes` are unsent; wait for `onDrain` before sending more. Once the
   * connection is closing, does nothing and returns false.
   */
  send(message: string): boolean;
  /**
   * Like `send`, for a message that is already a JSON string literal in UTF-8 with its quotes. The literal must escape
   * the characters listed in {@link file://./literal.ts}. It is copied, so the array may be reused.
   */
  sendLiteral(literal: Uint8Array): boolean;
  /**
   * Writes now what was sent, instead of at the end of the turn together with what follows. Over HTTP it leaves when its
   * transport lets it.
   */
  flush(): void;
  /** Bytes sent by the application that the network has not accepted yet. */
  readonly bufferedBytes: number;
  /** Sends queued messages, then the close frame, and ends the connection. Idempotent. */
  close(code: number, reason: string): void;
  /** Stops reading, so that the peer's send buffer fills. Messages already read may still be delivered. */
  pauseReading(): void;
  resumeReading(): void;
}

/** Events of a connection. None comes after `onClose`. */
export interface SockJsListener {
  onMessage(message: string): void;
  /** There is room again after `send` returned false. Called once for each time it filled up. */
  onDrain(): void;
  /**
   * The connection has ended, for whatever reason, `close` included. Called exactly once.
   * @param delivered true if the peer confirmed our `close` and therefore received everything before it. Over HTTP
   *   nothing is confirmed, and messages that wait for the next receiver count as delivered.
   */
  onClose(delivered: boolean): void;
}
