/** What a terminal's connection tells its owner. */

import type { ToastLevel, ToastMessage } from '#protocol/messages.ts';
import type { ViewersMessage } from '#protocol/viewing-messages.ts';
import type { ConnectionState } from './connection-state.ts';
import type { SentPart } from './input/paste-progress.ts';

/** A message for the user that is neither output nor a state. */
export type Notice =
  | {
      readonly kind: 'server';
      readonly level: ToastLevel;
      readonly text: string;
      /** Stable code; '' if there is none. */
      readonly code: string;
      /** What is announced comes after so many seconds at the latest; missing where the server does not say. */
      readonly seconds?: number;
    }
  /** The input queue is full; the newest input was refused. */
  | { readonly kind: 'input-full' }
  /** The shell that this pane had before the reload is gone; this is a new one. */
  | { readonly kind: 'replaced' }
  /** Attached: an interrupt was held back, and the next one is sent. */
  | { readonly kind: 'interrupt-held' }
  /** Attached: the process reads nothing of what is typed. */
  | { readonly kind: 'read-only' }
  /** The user stopped a paste. */
  | ({ readonly kind: 'paste-stopped' } & SentPart)
  /** The browser does not allow the page to read the clipboard. */
  | { readonly kind: 'clipboard-forbidden' };

export interface ConnectionListener {
  onState(state: ConnectionState): void;
  onNotice(notice: Notice): void;
  /** Others watch this shell, or it is somebody else's, and who watches it or has its keyboard has changed. */
  onViewers(viewers: ViewersMessage): void;
  /** In state `ready`: input gets no answer, or does again. Another state ends that without a call. */
  onQuiet(isQuiet: boolean): void;
}

/** The notice of a toast that explains no end. */
export function noticeOfToast({ Level = 'info', Data, Code = '', Seconds }: ToastMessage): Notice {
  const when = Seconds === undefined ? {} : { seconds: Seconds };
  return { kind: 'server', level: Level, text: Data, code: Code, ...when };
}
