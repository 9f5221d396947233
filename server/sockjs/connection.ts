/** What an application sees of one SockJS connection, the same on every transport. */

export type SockJsTransport =
  | 'websocket'
  | 'websocket-raw'
  | 'xhr'
  | 'xhr_streaming'
  | 'eventsource'
  | 'htmlfile'
  | 'jsonp';

export interface SockJsConnection {
  /** Made by the server, unlike the session id in the URL, which must not reach the application. */
  readonly id: string;
  /** The transport that opened the connection. */
  readonly transport: SockJsTransport;
  /** What `authorize` answered for the request that opened the connection. */
  readonly context: unknown;
  /**
   * Sends one message. False: more than `highWaterBytes` is unsent, wait for `onDrain`; the message was taken all
   * the same. Does nothing, and answers false, once the connection is closing.
   */
  send(message: string): boolean;
  /**
   * Like `send`, for a message that is already a JSON string literal in UTF-8, quotes included. The literal must
   * escape what {@link file://./literal.ts} names; it is copied, so the array may be reused.
   */
  sendLiteral(literal: Uint8Array): boolean;
  /** Bytes that were sent and that the network has not taken yet. */
  readonly bufferedBytes: number;
  /** Sends what waits, then the close frame, and ends the connection. Idempotent. */
  close(code: number, reason: string): void;
  /** Stops reading, so that the peer's own network stack fills. What was read already may still be delivered. */
  pauseReading(): void;
  resumeReading(): void;
}

/** What a connection reports to the application. No call comes after `onClose`. */
export interface SockJsListener {
  onMessage(message: string): void;
  /** Once for each `send` that began to answer false: there is room again. */
  onDrain(): void;
  /**
   * The connection is gone, for whatever reason, `close` included. Exactly once.
   * @param delivered true after `close` when the peer has confirmed it, and so has everything sent before it. Over
   *   HTTP what was sent waits for the next receiver, and nobody confirms it: it counts as delivered.
   */
  onClose(delivered: boolean): void;
}
