/**
 * Terminal messages: each SockJS message is one JSON object. Field names are those of Kubernetes Dashboard's
 * terminal, whose protocol this one extends. Unknown fields are ignored, so that either end can be newer.
 */

import { type ExitCause, isExitCause } from './end-codes.ts';
import { MAX_SCREEN_LINES, MAX_WRITER_LENGTH } from './limits.ts';
import {
  boolean,
  type Fields,
  isCount,
  isSide,
  MessageError,
  offset,
  parseObject,
  side,
  string,
  unknownOp,
} from './message-fields.ts';
import {
  decodeViewBind,
  decodeViewers,
  type KeyboardMessage,
  keyboard,
  type ScreenMessage,
  type ScreenWishMessage,
  type SizeMessage,
  screen,
  type ViewBindMessage,
  type ViewersMessage,
  type WatchedFields,
  watched,
} from './viewing-messages.ts';

export { MessageError } from './message-fields.ts';

/** Must be the first message of a connection. */
export interface BindMessage {
  readonly Op: 'bind';
  readonly SessionID: string;
  readonly Cols?: number;
  readonly Rows?: number;
  /** This client sends `ack`, so flow control goes by what it has shown. */
  readonly Ack?: boolean;
  /** Resume after this many bytes of output. */
  readonly Offset?: number;
  /**
   * Name of this window, of its own making and the same after a reconnect, at most {@link MAX_WRITER_LENGTH} units:
   * it wants to be told how much of its input was taken, so that it can send the rest again after a drop.
   */
  readonly Writer?: string;
  /**
   * For `Writer`: which of this window's connections it is, counted from 1. A bind that comes late, after that of a later
   * one, does not take the session over.
   */
  readonly Turn?: number;
  /** This client wants to know at which window size replayed output was written. */
  readonly Sizes?: boolean;
  /** Without `Offset`: lines that this client's screen can show, scrollback included. Of older output it wants none. */
  readonly Lines?: number;
  /** This client may send `ping`. A server that answers pings says so by a `pong` after the bind. */
  readonly Ping?: boolean;
  /** This client takes command marks: a shell that is started for it may print them, as escape sequences. */
  readonly Marks?: boolean;
  /** This client may be asked what its screen shows, for those who watch. */
  readonly Screen?: boolean;
}

/** Keystrokes, a paste, or what the terminal reports of the mouse. */
export interface StdinMessage {
  readonly Op: 'stdin';
  readonly Data: string;
  /**
   * True: each character of `Data`, from U+0000 to U+00FF, is one byte for the process; else `Data` is text. A server
   * that does not know it takes them for text, which differs from U+0080 on.
   */
  readonly Binary?: boolean;
}

/** Columns and rows, whole numbers from 1 to 65,535. */
export interface ResizeMessage {
  readonly Op: 'resize';
  readonly Cols: number;
  readonly Rows: number;
}

/** All output up to this byte has been shown. */
export interface AckMessage {
  readonly Op: 'ack';
  readonly Offset: number;
}

/** The user is done: end the process now. */
export interface CloseMessage {
  readonly Op: 'close';
}

/** The page is being closed or left on purpose: keep the process for a shorter time than after a drop. */
export interface LeaveMessage {
  readonly Op: 'leave';
}

/** Does the shell's node answer? Only for a server that has sent a `pong` before. */
export interface PingMessage {
  readonly Op: 'ping';
}

export type ClientMessage =
  | BindMessage
  | ViewBindMessage
  | KeyboardMessage
  | StdinMessage
  | ResizeMessage
  | AckMessage
  | CloseMessage
  | LeaveMessage
  | PingMessage
  | ScreenMessage;

/** Output; `Offset` counts the bytes of output up to and with this message. `Data` may be empty. */
export interface StdoutMessage extends StdoutExtras {
  readonly Op: 'stdout';
  readonly Data: string;
  readonly Offset: number;
}

/** What a `stdout` message tells besides output, to clients that asked for it in their `bind`. */
export interface StdoutExtras {
  /** For `Writer`: bytes taken of its input, as in {@link BoundMessage}; only when it has changed. */
  readonly Input?: number;
  /**
   * For `Sizes`: this is replayed output, written at this window size. Both or none; a message without them ends the
   * replay.
   */
  readonly Cols?: number;
  readonly Rows?: number;
}

/** The process is up; what follows is output after `Offset`. */
export interface BoundMessage {
  readonly Op: 'bound';
  readonly SessionID: string;
  readonly Offset: number;
  readonly Resumed: boolean;
  readonly Container: string;
  readonly Shell: string;
  /**
   * For `Writer`: how much of its input the session has taken so far, over all its connections: the UTF-8 bytes of
   * each `Data`, where half a surrogate pair counts as 3.
   */
  readonly Input?: number;
  /** Names the shell in audit logs, and lets nobody in; missing from older servers. */
  readonly ShellID?: string;
  /** This connection only watches: its `stdin`, `resize` and `close` are ignored. Missing for the owner. */
  readonly ReadOnly?: true;
  /** For a watcher: what it watches. */
  readonly Watched?: WatchedFields;
  /** How the shell is recorded. Missing: it is not. */
  readonly Recording?: RecordedAs;
  /** Given for a session on a container's main process, which its end does not end. Missing for a process of its own. */
  readonly Attached?: AttachedFields;
  /** The word in each of the shell's command marks; missing where it prints none. It tells them from what a program prints. */
  readonly Marks?: string;
}

/** `strict`: the shell ends when its recording fails. */
export type RecordedAs = 'best-effort' | 'strict';

/** What the container's main process is like. */
export interface AttachedFields {
  /** False: `resize` is ignored, and lines of output end without a carriage return. */
  readonly Tty: boolean;
  /** False: `stdin` is ignored. */
  readonly Stdin: boolean;
  /** The process is the shell of a debug container. */
  readonly Debug: boolean;
}

/** What was missed is no longer kept: clear the screen, what follows starts at `Offset`. */
export interface ResetMessage {
  readonly Op: 'reset';
  readonly Offset: number;
}

export type ToastLevel = 'info' | 'warning' | 'error';

/** A message for the user that is not output. */
export interface ToastMessage {
  readonly Op: 'toast';
  readonly Data: string;
  readonly Level?: ToastLevel;
  /**
   * Stable code, kebab-case: one of `end-codes.ts` says what is announced (`draining`), or why the connection is
   * about to end (`shell-not-found`, `idle-limit`). A newer server may send others.
   */
  readonly Code?: string;
  /** What is announced comes after so many seconds at the latest. */
  readonly Seconds?: number;
}

/** The process ended; a close frame follows. `Code` is null when the cluster could not tell it. */
export interface ExitMessage {
  readonly Op: 'exit';
  readonly Code: number | null;
  /** The end in a sentence, for people. */
  readonly Data: string;
  /** Stable code of why it ended, kebab-case. (`Code` is the exit code.) Missing from an older server. */
  readonly Cause?: ExitCause;
}

/** Answers `ping` when the node has answered, or at once where that cannot be asked: a process that reads no input. */
export interface PongMessage {
  readonly Op: 'pong';
}

export type ServerMessage =
  | StdoutMessage
  | BoundMessage
  | ResetMessage
  | SizeMessage
  | ViewersMessage
  | ScreenWishMessage
  | ToastMessage
  | ExitMessage
  | PongMessage;

/** The text of one message in either direction. */
export function encodeMessage(message: ClientMessage | ServerMessage): string {
  return JSON.stringify(message);
}

/**
 * Reads a message of the browser.
 * @throws MessageError when the text is not such an object, its `Op` is unknown or a field is not as specified
 */
export function decodeClientMessage(text: string): ClientMessage {
  const fields = parseObject(text);
  switch (fields.Op) {
    case 'bind':
      if (typeof fields.ViewID === 'string') return decodeViewBind(fields.ViewID, fields);
      return {
        Op: 'bind',
        SessionID: string(fields, 'SessionID'),
        ...(fields.Cols === undefined ? {} : { Cols: side(fields, 'Cols') }),
        ...(fields.Rows === undefined ? {} : { Rows: side(fields, 'Rows') }),
        ...(fields.Ack === undefined ? {} : { Ack: boolean(fields, 'Ack') }),
        ...(fields.Offset === undefined ? {} : { Offset: offset(fields) }),
        ...(isWriter(fields.Writer) ? { Writer: fields.Writer } : {}),
        ...(isCount(fields.Turn) ? { Turn: fields.Turn } : {}),
        ...(typeof fields.Sizes === 'boolean' ? { Sizes: fields.Sizes } : {}),
        ...(isLines(fields.Lines) ? { Lines: fields.Lines } : {}),
        ...(typeof fields.Ping === 'boolean' ? { Ping: fields.Ping } : {}),
        ...(typeof fields.Marks === 'boolean' ? { Marks: fields.Marks } : {}),
        ...(typeof fields.Screen === 'boolean' ? { Screen: fields.Screen } : {}),
      };
    case 'stdin':
      return stdin(string(fields, 'Data'), fields.Binary);
    case 'resize':
      return { Op: 'resize', Cols: side(fields, 'Cols'), Rows: side(fields, 'Rows') };
    case 'ack':
      return { Op: 'ack', Offset: offset(fields) };
    case 'close':
      return { Op: 'close' };
    case 'leave':
      return { Op: 'leave' };
    case 'ping':
      return { Op: 'ping' };
    case 'keyboard':
      return keyboard(fields);
    case 'screen':
      return screen(fields);
    default:
      throw unknownOp(fields);
  }
}

/**
 * Reads a message of the server.
 * @throws MessageError when the text is not such an object, its `Op` is unknown or a field is not as specified
 */
export function decodeServerMessage(text: string): ServerMessage {
  const fields = parseObject(text);
  switch (fields.Op) {
    case 'stdout':
      return { Op: 'stdout', Data: string(fields, 'Data'), Offset: offset(fields), ...stdoutExtras(fields) };
    case 'bound':
      return {
        Op: 'bound',
        SessionID: string(fields, 'SessionID'),
        Offset: offset(fields),
        Resumed: boolean(fields, 'Resumed'),
        Container: string(fields, 'Container'),
        Shell: string(fields, 'Shell'),
        ...(isCount(fields.Input) ? { Input: fields.Input } : {}),
        ...(typeof fields.ShellID === 'string' ? { ShellID: fields.ShellID } : {}),
        ...(fields.ReadOnly === true ? { ReadOnly: true } : {}),
        ...watched(fields.Watched),
        ...(isRecordedAs(fields.Recording) ? { Recording: fields.Recording } : {}),
        ...attached(fields.Attached),
        ...(typeof fields.Marks === 'string' ? { Marks: fields.Marks } : {}),
      };
    case 'pong':
      return { Op: 'pong' };
    case 'size':
      return { Op: 'size', Cols: side(fields, 'Cols'), Rows: side(fields, 'Rows') };
    case 'viewers':
      return decodeViewers(fields);
    case 'screen':
      return { Op: 'screen' };
    case 'reset':
      return { Op: 'reset', Offset: offset(fields) };
    case 'toast': {
      const level = fields.Level;
      const known = level === 'info' || level === 'warning' || level === 'error';
      return {
        Op: 'toast',
        Data: string(fields, 'Data'),
        ...(known ? { Level: level } : {}),
        ...(typeof fields.Code === 'string' ? { Code: fields.Code } : {}),
        ...(isCount(fields.Seconds) ? { Seconds: fields.Seconds } : {}),
      };
    }
    case 'exit':
      return {
        Op: 'exit',
        Code: exitCode(fields),
        Data: string(fields, 'Data'),
        ...(isExitCause(fields.Cause) ? { Cause: fields.Cause } : {}),
      };
    default:
      throw unknownOp(fields);
  }
}

/** `Data` that holds more than bytes is text, whatever `Binary` tells. */
function stdin(Data: string, Binary: unknown): StdinMessage {
  return { Op: 'stdin', Data, ...(Binary === true && /^[\0-\xff]*$/.test(Data) ? { Binary } : {}) };
}

/** Fields that not every client knows: one of another kind is a stranger's, and ignored like any unknown field. */
function stdoutExtras({ Input, Cols, Rows }: Fields): StdoutExtras {
  return { ...(isCount(Input) ? { Input } : {}), ...(isSide(Cols) && isSide(Rows) ? { Cols, Rows } : {}) };
}

/** Of another kind, it is ignored as an unknown field is. */
function attached(value: unknown): Pick<BoundMessage, 'Attached'> {
  if (typeof value !== 'object' || value === null) return {};
  const { Tty, Stdin, Debug } = value as Fields;
  return { Attached: { Tty: Tty === true, Stdin: Stdin === true, Debug: Debug === true } };
}

function isRecordedAs(value: unknown): value is RecordedAs {
  return value === 'best-effort' || value === 'strict';
}

function isWriter(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= MAX_WRITER_LENGTH;
}

function isLines(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= MAX_SCREEN_LINES;
}

function exitCode(fields: Fields): number | null {
  const value = fields.Code;
  if (value === null || (typeof value === 'number' && Number.isInteger(value))) return value;
  throw new MessageError('Code is not a whole number or null');
}
