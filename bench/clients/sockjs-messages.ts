/** The parts of SockJS over WebSocket that a terminal client needs, written from the protocol alone. */

import { randomBytes } from 'node:crypto';
import { WebSocket } from 'ws';

/** A server message, with the field names of the contract. */
export interface WireMessage {
  readonly Op: string;
  readonly Data?: string;
  readonly Offset?: number;
  readonly Code?: number | string | null;
}

export interface MessageHandler {
  onOpen(): void;
  onMessage(message: WireMessage): void;
  onClose(reason: string): void;
}

/** Headers by name. */
export type Headers = Readonly<Record<string, string>>;

export class SockJsMessages {
  readonly socket: WebSocket;
  #closeFrame = '';

  /**
   * @param url of the server, for instance `http://127.0.0.1:3000`
   * @param headers of the upgrade
   */
  constructor(url: string, handler: MessageHandler, headers: Headers = {}) {
    const path = `/ws/api/sockjs/000/${randomBytes(6).toString('hex')}/websocket`;
    this.socket = new WebSocket(url.replace(/^http/, 'ws') + path, {
      perMessageDeflate: false,
      headers,
    });
    this.socket.on('message', (data: Buffer) => {
      const frame = data.toString('utf8');
      if (frame[0] === 'a') {
        for (const text of JSON.parse(frame.slice(1)) as string[]) handler.onMessage(JSON.parse(text));
      } else if (frame[0] === 'o') handler.onOpen();
      else if (frame[0] === 'c') this.#closeFrame = frame;
    });
    this.socket.on('error', (error) => handler.onClose(error.message));
    this.socket.on('close', (code) => handler.onClose(this.#closeFrame || `closed with ${code}`));
  }

  send(message: object): void {
    this.socket.send(JSON.stringify([JSON.stringify(message)]));
  }
}

interface ShellWish {
  readonly shell?: string | undefined;
  /** Instead of a shell. */
  readonly command?: readonly string[] | undefined;
  readonly headers?: Headers | undefined;
}

/** Requests a session over the contract's routes. @throws Error when the server refuses */
export async function issueSession(
  url: string,
  pod: { readonly namespace: string; readonly name: string },
  { shell, command, headers = {} }: ShellWish = {},
): Promise<string> {
  const query = new URLSearchParams({ namespace: pod.namespace, ...(shell === undefined ? {} : { shell }) });
  const response =
    command === undefined
      ? await fetch(`${url}/api/pod/${pod.name}/shell?${query}`, { headers })
      : await fetch(`${url}/api/pods/${pod.namespace}/${pod.name}/shell`, {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify({ command }),
        });
  const body = (await response.json()) as { sessionId?: string; detail?: string };
  if (body.sessionId === undefined) throw new Error(`No session: ${response.status} ${body.detail ?? ''}`);
  return body.sessionId;
}
