import {
  type ClientMessage,
  decodeClientMessage,
  encodeMessage,
  type ServerMessage,
} from '#protocol/messages.ts';
import type { OpenSocket, SocketListener } from '../connection/ports.ts';

/** One connection as the server sees it. */
export class FakeConnection {
  readonly received: ClientMessage[] = [];
  /** The value of `unsent`. */
  unsent = 0;
  closedByPage = false;
  /** The replica that it is for. */
  readonly replicaId: string | undefined;
  readonly #listener: SocketListener;

  constructor(listener: SocketListener, replicaId: string | undefined) {
    this.replicaId = replicaId;
    this.#listener = listener;
  }

  open(): this {
    this.#listener.onOpen();
    return this;
  }

  heartbeat(): void {
    this.#listener.onHeartbeat();
  }

  send(message: ServerMessage): this {
    this.#listener.onMessage(encodeMessage(message));
    return this;
  }

  sendText(text: string): void {
    this.#listener.onMessage(text);
  }

  /** Answers the bind at an offset, with bash as the shell. */
  bound(offset = 0, resumed = false, taken?: number): this {
    return this.send({
      Op: 'bound',
      SessionID: 'any',
      Offset: offset,
      Resumed: resumed,
      Container: 'web',
      Shell: 'bash',
      ...(taken === undefined ? {} : { Input: taken }),
    });
  }

  close(code: number, reason = ''): void {
    this.#listener.onClose(code, reason);
  }

  /** Everything typed over this connection. */
  get typed(): string {
    return this.received.flatMap((message) => (message.Op === 'stdin' ? [message.Data] : [])).join('');
  }

  last<Op extends ClientMessage['Op']>(op: Op): Extract<ClientMessage, { Op: Op }> | undefined {
    return this.received.findLast(
      (message): message is Extract<ClientMessage, { Op: Op }> => message.Op === op,
    );
  }
}

/** A server that only does what the test tells it to. */
export class FakeServer {
  readonly connections: FakeConnection[] = [];

  readonly openSocket: OpenSocket = (listener, replicaId) => {
    const connection = new FakeConnection(listener, replicaId);
    this.connections.push(connection);
    return {
      send: (text) => connection.received.push(decodeClientMessage(text)),
      close: () => {
        connection.closedByPage = true;
      },
      unsent: () => connection.unsent,
      transport: () => 'websocket',
    };
  };

  /** The newest connection. */
  get latest(): FakeConnection {
    const connection = this.connections.at(-1);
    if (connection === undefined) throw new Error('Nothing has connected');
    return connection;
  }
}
