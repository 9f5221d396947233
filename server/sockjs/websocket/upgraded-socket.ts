/** The WebSocket class that `ws` instantiates. It knows its transport, so that listeners need no closures. */

import { WebSocket } from 'ws';

/** Socket events for a transport. */
export interface UpgradedSocketOwner {
  onFrame(data: Buffer): void;
  /** `ws` is about to close the socket because of the peer's data. Last chance to send a frame. */
  beforeProtocolClose(code: number | undefined): void;
  onError(error: Error): void;
  /** @param code of the peer's close frame, 1006 when there was none */
  onClosed(code: number): void;
}

/** Passes events to {@link owner}; set it before the next turn of the event loop. */
export class UpgradedSocket extends WebSocket {
  owner: UpgradedSocketOwner | undefined;

  /** `ws` also calls this on a protocol error and on the peer's close frame. */
  override close(code?: number, data?: string | Buffer): void {
    this.owner?.beforeProtocolClose(code);
    super.close(code, data);
  }

  listen(owner: UpgradedSocketOwner): void {
    this.owner = owner;
    this.on('message', onMessage);
    this.on('error', onError);
    this.on('close', onClose);
  }
}

function onMessage(this: WebSocket, data: unknown): void {
  if (this instanceof UpgradedSocket && Buffer.isBuffer(data)) this.owner?.onFrame(data);
}

function onError(this: WebSocket, error: Error): void {
  if (this instanceof UpgradedSocket) this.owner?.onError(error);
}

function onClose(this: WebSocket, code: number): void {
  if (!(this instanceof UpgradedSocket)) return;
  this.owner?.onClosed(code);
  this.owner = undefined;
}
