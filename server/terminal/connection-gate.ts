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
  type ToastMessage,
} from '#protocol/messages.ts';
import type { ViewBindMessage } from '#protocol/viewing-messages.ts';
import type { Caller, Clock } from '#server/ports.ts';
import type { Attachment } from './attachment.ts';
import type { EndReason } from './expired-sessions.ts';
import { tellReplicaGone, tellReplicaUnreachable } from './lost-replica.ts';
import type { Connection, ConnectionListener, RemoteSessions, SessionPlace } from './ports.ts';
import type { SessionRegistry } from './registry.ts';

export interface GateOptions {
  readonly registry: SessionRegistry;
  readonly clock: Clock;
  /** Of the client. */
  readonly address: string;
  /** Milliseconds that a connection may take to bind. */
  readonly bindTimeoutMs: number;
  /** Admits watchers; undefined: nobody may watch. */
  readonly views?: ViewDoor | undefined;
  /** Called when the gate itself closes the connection. */
  readonly onRefused?: ((closing: CloseReason) => void) | undefined;
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

type Gate =
  | {
      readonly kind: 'unbound';
      readonly endWait: () => void;
      readonly remote: RemoteSessions | undefined;
    }
  | { readonly kind: 'bound'; readonly attachment: Attachment; readonly watches: boolean }
  /** Another replica has the session, and a gate of its own. */
  | { readonly kind: 'relayed'; readonly listener: ConnectionListener }
  | { readonly kind: 'closed'; readonly delivered: boolean };

/**
 * Serves one connection of a caller until it closes.
 * @param remote where sessions of other replicas are found; let go once the connection has bound
 */
export function serveConnection(
  connection: Connection,
  caller: Caller,
  options: GateOptions,
  remote?: RemoteSessions,
): ConnectionListener {
  const endWait = options.registry.admitConnection(caller, options.address);
  if (endWait === undefined) {
    options.onRefused?.(TOO_MANY_SESSIONS);
    connection.close(TOO_MANY_SESSIONS.code, TOO_MANY_SESSIONS.reason);
    return { onMessage() {}, onDrain() {}, onClose() {} };
  }
  const cancelTimer = options.clock.after(options.bindTimeoutMs, () => refuse(BIND_TIMEOUT));
  let gate: Gate = {
    kind: 'unbound',
    remote,
    endWait() {
      cancelTimer();
      endWait();
    },
  };

  /** After this no message counts, even of those that came in the same frame. */
  function leave(delivered: boolean): void {
    const last = gate;
    caller.ended?.removeEventListener('abort', onSignInEnded);
    gate = { kind: 'closed', delivered };
    if (last.kind === 'unbound') last.endWait();
    if (last.kind === 'bound') last.attachment.detach(delivered);
    if (last.kind === 'relayed') last.listener.onClose(delivered);
  }

  function refuse(closing: CloseReason): void {
    leave(false);
    options.onRefused?.(closing);
    connection.close(closing.code, closing.reason);
  }

  /** The session is kept: the same user may resume it after another sign-in. */
  function onSignInEnded(): void {
    const watches = gate.kind === 'bound' && gate.watches;
    connection.send(encodeMessage(watches ? { ...SIGN_IN_ENDED, Data: WATCH_SIGN_IN_ENDED } : SIGN_IN_ENDED));
    refuse(UNAUTHENTICATED);
  }

  function bind(unbound: Extract<Gate, { kind: 'unbound' }>, text: string): void {
    const message = decodeClientMessage(text);
    if (message.Op !== 'bind') {
      throw new MessageError(`The first message must be bind, not ${message.Op}`);
    }
    const attach = message.SessionID === undefined ? viewOf(message) : holdOf(message);
    if (attach === undefined) {
      bindElsewhere(unbound, message.SessionID ?? message.ViewID, text);
      return;
    }
    if (attach === 'late') {
      refuse(TAKEN_OVER);
      return;
    }
    unbound.endWait();
    const attachment = attach();
    // What waits for the viewer may have ended the connection before the hold on the session was here.
    const now = currentGate();
    if (now.kind === 'closed') {
      attachment.detach(now.delivered);
      return;
    }
    gate = { kind: 'bound', attachment, watches: message.SessionID === undefined };
    if (message.Ping === true) sendPong();
  }

  /** How to take the session; undefined: it is not here. */
  function holdOf(message: BindMessage): (() => Attachment) | 'late' | undefined {
    const session = options.registry.find(message.SessionID, caller);
    if (session === undefined) return undefined;
    if (session.isLate(message)) return 'late';
    return () => {
      const attachment = session.attach(connection, message, caller);
      options.registry.greet(session);
      return attachment;
    };
  }

  function viewOf(message: ViewBindMessage): (() => Attachment) | undefined {
    const watch = options.views?.find(message.ViewID);
    return watch && (() => watch(connection, message, caller));
  }

  function bindElsewhere(unbound: Extract<Gate, { kind: 'unbound' }>, sessionId: string, text: string): void {
    const place: SessionPlace = unbound.remote?.placeOf(sessionId) ?? { kind: 'nowhere' };
    switch (place.kind) {
      case 'elsewhere': {
        unbound.endWait();
        const listener = place.relay(connection);
        gate = { kind: 'relayed', listener };
        listener.onMessage(text);
        return;
      }
      case 'gone':
        leave(false);
        tellReplicaGone(connection, place.replica);
        return;
      case 'unreachable':
        leave(false);
        tellReplicaUnreachable(connection, place.replica);
        return;
      case 'nowhere': {
        const expiry = options.registry.expiryOf(sessionId, caller);
        if (expiry !== undefined) connection.send(encodeMessage(toastOf(expiry)));
        refuse(UNKNOWN_SESSION);
        return;
      }
      default:
        place satisfies never;
    }
  }

  function sendPong(): void {
    connection.send(encodeMessage({ Op: 'pong' }));
  }

  /** Always the same function: pings that wait for one answer share it. */
  function answerPing(): void {
    // Nothing else paces pongs for a peer that asks and never reads. What is unsent is a sign of life as well.
    if (connection.bufferedBytes < MAX_UNSENT_BYTES) sendPong();
  }

  /** Read anew: calls that seem to leave it alone may change it. */
  function currentGate(): Gate {
    return gate;
  }

  if (caller.ended?.aborted === true) onSignInEnded();
  else caller.ended?.addEventListener('abort', onSignInEnded, { once: true });

  return {
    onMessage(text) {
      if (gate.kind === 'closed') return;
      if (gate.kind === 'relayed') {
        options.onUse?.();
        gate.listener.onMessage(text);
        return;
      }
      try {
        if (gate.kind === 'unbound') {
          options.onUse?.();
          bind(gate, text);
          return;
        }
        const message = decodeClientMessage(text);
        if (message.Op === 'ping') {
          gate.attachment.ping(answerPing);
          return;
        }
        options.onUse?.();
        apply(gate.attachment, message);
      } catch (error) {
        if (!(error instanceof MessageError)) throw error;
        refuse({ code: BAD_MESSAGE_CODE, reason: error.message });
      }
    },
    onDrain() {
      if (gate.kind === 'bound') gate.attachment.drained();
      if (gate.kind === 'relayed') gate.listener.onDrain();
    },
    onClose: leave,
  };
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
