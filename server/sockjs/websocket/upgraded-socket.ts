/** The WebSocket class that `ws` makes for us: it knows its transport, so no listener needs a closure of its own. */

import { WebSocket } from 'ws';

/** What a transport is told of its socket. */
export interface UpgradedSocketOwner {
  onFrame(data: Buffer): void;
  /** `ws` is about to close the socket because of what the peer sent; the last moment to send a frame. */
  beforeProtocolClose(code: number | undefined): void;
  onError(error: Error): void;
  /** @param code of the peer's close frame, 1006 when there was none */
  onClosed(code: number): void;
}

/** Events reach {@link owner}; set it before the next turn of the event loop. */
export class UpgradedSocket extends WebSocket {
  owner: UpgradedSocketOwner | undefined;

  /** Also called by `ws` itself, on a protocol error and on the close frame of the peer. */
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
