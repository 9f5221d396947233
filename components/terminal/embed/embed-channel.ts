/** The line between a shell in a frame and the page around it. Both ends are checked by their origins. */

import { type FrameMessage, type HostMessage, readHostMessage } from './embed-messages.ts';

/** The part of a frame's window that is used. */
export interface FrameWindow {
  /** Itself when the page is in no frame. */
  readonly parent: Pick<Window, 'postMessage'>;
  /** The nearest first; browsers without it have the parent's origin checked by `postMessage` alone. */
  readonly location: { readonly ancestorOrigins?: ArrayLike<string> };
  addEventListener(
    type: 'message',
    listener: (event: Pick<MessageEvent, 'source' | 'origin' | 'data'>) => void,
    options: { readonly signal: AbortSignal },
  ): void;
}

export interface EmbedChannel {
  /** Tells the host, if it is an allowed one. */
  tell(message: FrameMessage): void;
  /** Hears nothing from then on. */
  dispose(): void;
}

/**
 * Opens the line. What is sent names the origin that it is for, never `*`, so the browser delivers it to no other;
 * what is heard counts only when it comes from the parent itself, with an allowed origin, and is a known message.
 * Null when the page is in no frame.
 * @param allowed origins of the server's settings
 */
export function openEmbedChannel(
  frame: FrameWindow,
  allowed: readonly string[],
  onMessage: (message: HostMessage) => void,
): EmbedChannel | null {
  const { parent, location } = frame;
  if (parent === (frame as unknown)) return null;
  const parentOrigin = location.ancestorOrigins?.[0];
  const receivers =
    parentOrigin === undefined ? allowed : allowed.filter((origin) => origin === parentOrigin);
  const open = new AbortController();
  frame.addEventListener(
    'message',
    ({ source, origin, data }) => {
      if (source !== parent || !allowed.includes(origin)) return;
      const message = readHostMessage(data);
      if (message !== undefined) onMessage(message);
    },
    { signal: open.signal },
  );
  return {
    tell(message) {
      for (const origin of receivers) parent.postMessage(message, origin);
    },
    dispose: () => open.abort(),
  };
}
