/**
 * Messages of watching: a link binds a watcher, who sees the shell at its owner's size, and may be given the keyboard. All
 * of them are listed in `messages.ts`.
 */

import { boolean, type Fields, isCount, MessageError, offset, side, string } from './message-fields.ts';

/** Watches a shell by a link. Must be the first message of a connection, as any `bind`. */
export interface ViewBindMessage {
  readonly Op: 'bind';
  readonly ViewID: string;
  readonly SessionID?: undefined;
  /** This client sends `ack`. */
  readonly Ack?: boolean;
  /** Goes on after this many bytes of output, as far as they are among the newest. */
  readonly Offset?: number;
  /** This client may send `ping`. */
  readonly Ping?: boolean;
}

/**
 * Hands the keyboard over, by the consent of both: a watcher has it once owner and watcher have said yes. From the owner it
 * names the watcher; a no, from either, ends it.
 */
export interface KeyboardMessage {
  readonly Op: 'keyboard';
  /** From the owner: which watcher. Missing with a no: whoever has it, or is to get it. */
  readonly Watcher?: string;
  readonly Agree: boolean;
}

/** What a watcher watches. */
export interface WatchedFields {
  readonly Context: string;
  readonly Namespace: string;
  readonly Pod: string;
  /** The owner's name. */
  readonly Owner: string;
}

/** To an owner that takes it: what does your terminal show? For watchers that came later. */
export interface ScreenWishMessage {
  readonly Op: 'screen';
}

/** A place on the screen, column and row from 1. */
export interface ScreenPlace {
  readonly Col: number;
  readonly Row: number;
}

/** What a terminal shows. The cursor is in origin mode counted from the margins. */
export interface DrawnScreen extends ScreenPlace {
  /** Draws the alternate screen, as output would, on a blank one of the same size; '' where no program fills the screen. */
  readonly Data: string;
  /** Draws the normal screen and its scrollback in a terminal that was reset; missing from older pages. */
  readonly Normal?: string;
  /** Draws the last character of a full line, at `Col`: what comes next belongs to the line below. */
  readonly Wrap?: string;
  /** The cursors that a program has saved on each of the two screens. */
  readonly Saved?: ScreenPlace;
  readonly SavedAlternate?: ScreenPlace;
  /** Size that it was drawn at. */
  readonly Cols?: number;
  readonly Rows?: number;
}

/** Answers {@link ScreenWishMessage}: what the terminal shows of the output up to an offset. */
export interface ScreenMessage extends DrawnScreen {
  readonly Op: 'screen';
  readonly Offset: number;
}

/** Longest `Data` and `Normal` of a {@link ScreenMessage} together. UTF-16 units. */
export const MAX_SCREEN_TEXT = 256 * 1024;

/** Longest `Wrap` of a {@link ScreenMessage}: one character with its looks and its hyperlink. UTF-16 units. */
export const MAX_WRAP_TEXT = 4 * 1024;

/** To watchers: what follows was written for a window of this size. */
export interface SizeMessage {
  readonly Op: 'size';
  readonly Cols: number;
  readonly Rows: number;
}

/** How far a watcher is on the way to the keyboard: one of the two has said yes, or both. */
export type KeyboardShare = 'none' | 'asked' | 'offered' | 'has';

const SHARES: ReadonlySet<string> = new Set<KeyboardShare>(['none', 'asked', 'offered', 'has']);

export interface WatcherFields {
  /** Names the watcher's window, for `keyboard` and for its removal. It lets nobody in. */
  readonly ID: string;
  readonly Name: string;
  readonly Keyboard: KeyboardShare;
}

/** Who watches, to the owner and to the watchers, whenever that changes. */
export interface ViewersMessage {
  readonly Op: 'viewers';
  /** One for each window that watches, in the order they came. */
  readonly Names: readonly string[];
  /** The same in full. */
  readonly Watchers: readonly WatcherFields[];
  /** To a watcher: its own `ID`. */
  readonly You?: string;
}

/** @throws MessageError when a field is not as specified */
export function decodeViewBind(ViewID: string, fields: Fields): ViewBindMessage {
  return {
    Op: 'bind',
    ViewID,
    ...(fields.Ack === undefined ? {} : { Ack: boolean(fields, 'Ack') }),
    ...(isCount(fields.Offset) ? { Offset: fields.Offset } : {}),
    ...(typeof fields.Ping === 'boolean' ? { Ping: fields.Ping } : {}),
  };
}

/** @throws MessageError when a field is not as specified */
export function keyboard(fields: Fields): KeyboardMessage {
  return {
    Op: 'keyboard',
    ...(fields.Watcher === undefined ? {} : { Watcher: string(fields, 'Watcher') }),
    Agree: boolean(fields, 'Agree'),
  };
}

/** @throws MessageError when a field is not as specified */
export function screen(fields: Fields): ScreenMessage {
  const Data = string(fields, 'Data');
  const Normal = fields.Normal === undefined ? undefined : string(fields, 'Normal');
  const Wrap = fields.Wrap === undefined ? undefined : string(fields, 'Wrap');
  if (Data.length + (Normal?.length ?? 0) > MAX_SCREEN_TEXT) throw new MessageError('Data is too long');
  if ((Wrap?.length ?? 0) > MAX_WRAP_TEXT) throw new MessageError('Wrap is too long');
  return {
    Op: 'screen',
    Offset: offset(fields),
    Data,
    ...place(fields),
    ...(Normal === undefined ? {} : { Normal }),
    ...(Wrap === undefined ? {} : { Wrap }),
    ...(fields.Saved === undefined ? {} : { Saved: place(fields.Saved) }),
    ...(fields.SavedAlternate === undefined ? {} : { SavedAlternate: place(fields.SavedAlternate) }),
    ...(fields.Cols === undefined ? {} : { Cols: side(fields, 'Cols') }),
    ...(fields.Rows === undefined ? {} : { Rows: side(fields, 'Rows') }),
  };
}

function place(value: unknown): ScreenPlace {
  if (typeof value !== 'object' || value === null) throw new MessageError('A place must be an object');
  return { Col: side(value as Fields, 'Col'), Row: side(value as Fields, 'Row') };
}

/** @throws MessageError when a field is not as specified */
export function decodeViewers(fields: Fields): ViewersMessage {
  const { Names, Watchers, You } = fields;
  return {
    Op: 'viewers',
    Names: (Array.isArray(Names) ? Names : []).filter((name) => typeof name === 'string'),
    Watchers: (Array.isArray(Watchers) ? Watchers : []).filter(isWatcher).map(watcher),
    ...(typeof You === 'string' ? { You } : {}),
  };
}

/** Of another kind, it is ignored as an unknown field is. */
export function watched(value: unknown): { readonly Watched?: WatchedFields } {
  if (typeof value !== 'object' || value === null) return {};
  const { Context, Namespace, Pod, Owner } = value as Fields;
  const known = [Context, Namespace, Pod, Owner].every((one) => typeof one === 'string');
  return known ? { Watched: { Context, Namespace, Pod, Owner } as WatchedFields } : {};
}

function isWatcher(value: unknown): value is { readonly ID: string; readonly Name: string } & Fields {
  if (typeof value !== 'object' || value === null) return false;
  const { ID, Name } = value as Fields;
  return typeof ID === 'string' && typeof Name === 'string';
}

function watcher({ ID, Name, Keyboard }: { ID: string; Name: string; Keyboard?: unknown }): WatcherFields {
  const share = typeof Keyboard === 'string' && SHARES.has(Keyboard) ? (Keyboard as KeyboardShare) : 'none';
  return { ID, Name, Keyboard: share };
}
