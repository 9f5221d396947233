/** The connection to the server: sockjs-client, which falls back to HTTP if WebSockets are blocked. */

import { type EndpointInfo, forgetEndpoint, knownEndpoint } from './known-endpoint.ts';
import type { OpenSocket, TerminalSocket } from './ports.ts';

/** Close code if sockjs-client cannot be loaded: the same as for a failed connection. */
const NOT_LOADED = { code: 1006, reason: 'The SockJS client could not be loaded' };

/** Internals of sockjs-client 1.6.1 that its types lack. Each part may be missing. */
interface SockJsInternals {
  /** Asks for the endpoint's info in a timer. */
  readonly _ir?: { doXhr: () => void; removeAllListeners(): void } | null;
  /** Begins with the transports. Changes `info`. */
  readonly _receiveInfo?: (info: object, rtt: number) => void;
  readonly transport?: string | null;
  readonly _transport?: {
    /** WebSocket transport. */
    readonly ws?: { readonly bufferedAmount?: number } | null;
    /** HTTP transports: messages for the next request. */
    readonly sendBuffer?: readonly string[];
  } | null;
}

/**
 * @param prefix path of the SockJS endpoint, for instance `/ws/api/sockjs`
 */
export function createSockJsOpener(prefix: string): OpenSocket {
  return (listener, replicaId) => {
    let closed = false;
    let socket: WebSocket | null = null;
    let transport = '';
    let isOpen = false;

    function finish(code: number, reason: string): void {
      if (closed) return;
      closed = true;
      listener.onClose(code, reason);
    }

    async function open(): Promise<void> {
      const { default: SockJS } = await import('sockjs-client');
      if (closed) return;
      const opened = new SockJS(prefix, null, { server: replicaId });
      socket = opened;
      const endpoint = knownEndpoint(prefix);
      if (endpoint !== undefined) begin(opened as unknown as SockJsInternals, endpoint);
      opened.onopen = () => {
        isOpen = true;
        transport = (opened as unknown as SockJsInternals).transport ?? '';
        if (!closed) listener.onOpen();
      };
      opened.onmessage = (event) => {
        if (!closed) listener.onMessage(String(event.data));
      };
      opened.addEventListener('heartbeat', () => {
        if (!closed) listener.onHeartbeat();
      });
      opened.onclose = (event) => {
        if (!isOpen && !closed) forgetEndpoint(prefix);
        finish(event.code, event.reason);
      };
    }

    open().catch(() => finish(NOT_LOADED.code, NOT_LOADED.reason));

    const handle: TerminalSocket = {
      send: (text) => socket?.send(text),
      close() {
        if (closed) return;
        closed = true;
        socket?.close();
      },
      unsent: () => unsentIn(socket as SockJsInternals | null),
      transport: () => transport,
    };
    return handle;
  };
}

/** Skips the request for what is known already. If a new version has other internals, it asks. */
function begin(socket: SockJsInternals, { answer, rtt }: EndpointInfo): void {
  if (!socket._ir || socket._receiveInfo === undefined) return;
  socket._ir.doXhr = () => {};
  socket._ir.removeAllListeners();
  socket._receiveInfo({ ...answer }, rtt);
}

/** sockjs-client has no `bufferedAmount`, but its transports know it. 0 if this one does not. */
function unsentIn(socket: SockJsInternals | null): number {
  const transport = socket?._transport;
  const waiting = transport?.sendBuffer?.reduce((sum, message) => sum + message.length, 0) ?? 0;
  return waiting + (transport?.ws?.bufferedAmount ?? 0);
}
