/** `/websocket`: each WebSocket message is one message, without frames. Source: "Raw WebSocket url" of the protocol. */

import { WebSocketTransport } from './transport.ts';

export class RawWebSocket extends WebSocketTransport {
  readonly transport = 'websocket-raw';
  readonly #onWritten = () => this.noticeRoom();

  send(message: string): boolean {
    if (!this.isOpen) return false;
    this.webSocket.send(message, this.#onWritten);
    return this.hasRoom();
  }

  sendLiteral(literal: Uint8Array): boolean {
    return this.send(String(JSON.parse(Buffer.from(literal).toString('utf8'))));
  }

  protected decode(frame: Buffer): readonly string[] {
    return [frame.toString('utf8')];
  }

  flush(): void {
    // Nothing is buffered.
  }

  protected writeCloseFrame(): void {
    // There are no frames: the WebSocket close has the code.
  }

  protected writeHeartbeat(): void {
    // There are no frames: the ping is enough.
  }
}
