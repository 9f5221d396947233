/**
 * The gate between a browser's connection and a session. The first message must bind, in time, to a session of the same
 * user. Every message is checked before the session gets it. The connection ends with the sign-in that opened it.
 */

import {
  BAD_MESSAGE_CODE,
  BIND_TIMEOUT,
  type CloseReason,
  TAKEN_OVER,
  TOO_MANY_SESSIONS,
  UNAUTHENTICATED,
  UNKNOWN_SESSION,
} from '#protocol/close-codes.ts';
import {
  type BindMessage,
  type ClientMessage,
  decodeClientMessage,
  encodeMessage,
  MessageError,
  type PingMessage,
  type ServerMessage,
  type ToastMessage,
} from '#protocol/messages.ts';
import type { ViewBindMessage } from '#protocol/viewing-messages.ts';
import type { Caller, Clock } from '#server/ports.ts';
import type { Attachment } from './attachment.ts';
import type { EndReason } from './expired-sessions.ts';
import { tellReplicaGone, tellReplicaUnreachable } from './lost-replica.ts';
import { plainTyped } from './plain-typed.ts';
import type { Connection, ConnectionListener, RemoteSessions, SessionPlace } from './ports.ts';
import type { SessionRegistry } from './registry.ts';

/** Who has opened a connection. */
export interface GateClient {
  readonly caller: Caller;
  /** Of the client. */
  readonly address: string;
}

/** The same for all connections of a server. */
export interface GateOptions {
  readonly registry: SessionRegistry;
  readonly clock: Clock;
  /** Milliseconds that a connection may take to bind. */
  readonly bindTimeoutMs: number;
  /** Admits watchers; undefined: nobody may watch. */
  readonly views?: ViewDoor | undefined;
  /** Called when the gate itself closes a connection. */
  readonly onRefused?: ((closing: CloseReason, connection: Connection) => void) | undefined;
  /**
   * Called with each message but the pings of a page that only looks. What another replica gets is passed on unread, pings as
   * well.
   */
  readonly onUse?: (() => void) | undefined;
}

/** Where watchers come in. */
export interface ViewDoor {
  /** @returns what lets a watcher in; undefined for a link that this server does not know */
  find(
    viewId: string,
  ): ((connection: Connection, bind: ViewBindMessage, caller: Caller) => Attachment) | undefined;
}

type State =
  | {
      readonly kind: 'unbound';
      readonly cancelTimer: () => void;
      readonly endWait: () => void;
      readonly remote: RemoteSessions | undefined;
    }
  | { readonly kind: 'bound'; readonly attachment: Attachment; readonly watches: boolean }
  /** Another replica has the session, and a gate of its own. */
  | { readonly kind: 'relayed'; readonly listener: ConnectionListener }
  | { readonly kind: 'closed'; readonly delivered: boolean };

type Unbound = Extract<State, { kind: 'unbound' }>;

/**
 * Serves one connection of a caller until it closes.
 * @param remote where sessions of other replicas are found; let go once the connection has bound
 */
export function serveConnection(
  connection: Connection,
  client: GateClient,
  options: GateOptions,
  remote?: RemoteSessions,
): ConnectionListener {
  const endWait = options.registry.admitConnection(client.caller, client.address);
  if (endWait === undefined) {
    options.onRefused?.(TOO_MANY_SESSIONS, connection);
    connection.close(TOO_MANY_SESSIONS.code, TOO_MANY_SESSIONS.reason);
    return { onMessage() {}, onDrain() {}, onClose() {} };
  }
  const gate = new ConnectionGate(connection, client.caller, options);
  gate.open(endWait, remote);
  return gate;
}

/** A class, and its own listener of the sign-in: the functions of a closure would cost each idle shell 1 KB. */
class ConnectionGate implements ConnectionListener {
  readonly #connection: Connection;
  readonly #caller: Caller;
  readonly #options: GateOptions;
  #state: State = { kind: 'closed', delivered: false };
  /** Always the same function: pings that wait for one answer share it. Undefined before the first. */
  #answerPing: (() => void) | undefined;

  constructor(connection: Connection, caller: Caller, options: GateOptions) {
    this.#connection = connection;
    this.#caller = caller;
    this.#options = options;
  }

  /** Waits for the bind. @param endWait called when that is over */
  open(endWait: () => void, remote: RemoteSessions | undefined): void {
    const { clock, bindTimeoutMs } = this.#options;
    const cancelTimer = clock.after(bindTimeoutMs, () => this.#refuse(BIND_TIMEOUT));
    this.#state = { kind: 'unbound', cancelTimer, endWait, remote };
    const { ended } = this.#caller;
    if (ended?.aborted === true) this.handleEvent();
    else ended?.addEventListener('abort', this, { once: true });
  }

  onMessage(text: string): void {
    const state = this.#state;
    if (state.kind === 'closed') return;
    if (state.kind === 'relayed') {
      this.#options.onUse?.();
      state.listener.onMessage(text);
      return;
    }
    try {
      if (state.kind === 'unbound') {
        this.#options.onUse?.();
        this.#bind(state, text);
        return;
      }
      const typed = plainTyped(text);
      if (typed !== undefined) {
        this.#options.onUse?.();
        state.attachment.write(typed, false);
        return;
      }
      const message = decodeClientMessage(text);
      if (message.Op === 'ping') {
        this.#answerPing ??= () => this.#pong();
        state.attachment.ping(this.#answerPing);
        return;
      }
      this.#options.onUse?.();
      apply(state.attachment, message);
    } catch (error) {
      if (!(error instanceof MessageError)) throw error;
      this.#refuse({ code: BAD_MESSAGE_CODE, reason: error.message });
    }
  }

  onDrain(): void {
    if (this.#state.kind === 'bound') this.#state.attachment.drained();
    if (this.#state.kind === 'relayed') this.#state.listener.onDrain();
  }

  /** After this no message counts, even of those that came in the same frame. */
  onClose(delivered: boolean): void {
    const last = this.#state;
    this.#caller.ended?.removeEventListener('abort', this);
    this.#state = { kind: 'closed', delivered };
    if (last.kind === 'unbound') endWait(last);
    if (last.kind === 'bound') last.attachment.detach(delivered);
    if (last.kind === 'relayed') last.listener.onClose(delivered);
  }

  /** The sign-in has ended. The session is kept: the same user may resume it after another sign-in. */
  handleEvent(): void {
    const watches = this.#state.kind === 'bound' && this.#state.watches;
    this.#send(watches ? { ...SIGN_IN_ENDED, Data: WATCH_SIGN_IN_ENDED } : SIGN_IN_ENDED);
    this.#refuse(UNAUTHENTICATED);
  }

  #refuse(closing: CloseReason): void {
    this.onClose(false);
    this.#options.onRefused?.(closing, this.#connection);
    this.#connection.close(closing.code, closing.reason);
  }

  #bind(unbound: Unbound, text: string): void {
    const message = decodeClientMessage(text);
    if (message.Op !== 'bind') {
      throw new MessageError(`The first message must be bind, not ${message.Op}`);
    }
    const attach = message.SessionID === undefined ? this.#viewOf(message) : this.#holdOf(message);
    if (attach === undefined) {
      this.#bindElsewhere(unbound, message.SessionID ?? message.ViewID, text);
      return;
    }
    if (attach === 'late') {
      this.#refuse(TAKEN_OVER);
      return;
    }
    endWait(unbound);
    const attachment = attach();
    // What waits for the viewer may have ended the connection before the hold on the session was here.
    const now = this.#now;
    if (now.kind === 'closed') {
      attachment.detach(now.delivered);
      return;
    }
    this.#state = { kind: 'bound', attachment, watches: message.SessionID === undefined };
    if (message.Ping === true) this.#send({ Op: 'pong' });
  }

  /** How to take the session; undefined: it is not here. */
  #holdOf(message: BindMessage): (() => Attachment) | 'late' | undefined {
    const { registry } = this.#options;
    const session = registry.find(message.SessionID, this.#caller);
    if (session === undefined) return undefined;
    if (session.isLate(message)) return 'late';
    return () => {
      const attachment = session.attach(this.#connection, message, this.#caller);
      registry.greet(session);
      return attachment;
    };
  }

  #viewOf(message: ViewBindMessage): (() => Attachment) | undefined {
    const watch = this.#options.views?.find(message.ViewID);
    return watch && (() => watch(this.#connection, message, this.#caller));
  }

  #bindElsewhere(unbound: Unbound, sessionId: string, text: string): void {
    const place: SessionPlace = unbound.remote?.placeOf(sessionId) ?? { kind: 'nowhere' };
    switch (place.kind) {
      case 'elsewhere': {
        endWait(unbound);
        const listener = place.relay(this.#connection);
        this.#state = { kind: 'relayed', listener };
        listener.onMessage(text);
        return;
      }
      case 'gone':
        this.onClose(false);
        tellReplicaGone(this.#connection, place.replica);
        return;
      case 'unreachable':
        this.onClose(false);
        tellReplicaUnreachable(this.#connection, place.replica);
        return;
      case 'nowhere': {
        const expiry = this.#options.registry.expiryOf(sessionId, this.#caller);
        if (expiry !== undefined) this.#send(toastOf(expiry));
        this.#refuse(UNKNOWN_SESSION);
        return;
      }
      default:
        place satisfies never;
    }
  }

  #pong(): void {
    // Nothing else paces pongs for a peer that asks and never reads. What is unsent is a sign of life as well.
    if (this.#connection.bufferedBytes < MAX_UNSENT_BYTES) this.#send({ Op: 'pong' });
  }

  #send(message: ServerMessage): void {
    this.#connection.send(encodeMessage(message));
  }

  /** Read anew: calls that seem to leave it alone may change it. */
  get #now(): State {
    return this.#state;
  }
}

function endWait(unbound: Unbound): void {
  unbound.cancelTimer();
  unbound.endWait();
}

/** With more unsent, pings are not answered. */
const MAX_UNSENT_BYTES = 64 * 1024;

const SIGN_IN_ENDED: ToastMessage = {
  Op: 'toast',
  Level: 'error',
  Code: 'sign-in-expired',
  Data: 'Your sign-in has ended. Sign in again to continue. The shell keeps running for a while, unless the cluster has rejected your credentials.',
};

const WATCH_SIGN_IN_ENDED = 'Your sign-in has ended. Sign in again to keep watching.';

function apply(attachment: Attachment, message: Exclude<ClientMessage, PingMessage>): void {
  switch (message.Op) {
    case 'bind':
      throw new MessageError('This connection is bound already');
    case 'stdin':
      attachment.write(message.Data, message.Binary === true);
      return;
    case 'resize':
      attachment.resize({ cols: message.Cols, rows: message.Rows });
      return;
    case 'ack':
      attachment.ack(message.Offset);
      return;
    case 'close':
      attachment.end();
      return;
    case 'leave':
      attachment.leave();
      return;
    case 'screen':
      attachment.screen(message);
      return;
    case 'keyboard':
      attachment.agree(message);
  }
}

function toastOf({ code, reason }: EndReason): ToastMessage {
  return { Op: 'toast', Level: 'warning', Code: code, Data: reason };
}
