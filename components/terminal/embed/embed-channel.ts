/** The message channel between an embedded shell and its host page. Both directions check origins. */

import { type FrameMessage, type HostMessage, readHostMessage } from './embed-messages.ts';

/** The part of a frame's window that is used. */
export interface FrameWindow {
  /** The window itself if the page is not in a frame. */
  readonly parent: Pick<Window, 'postMessage'>;
  /** Nearest first. If undefined, only `postMessage` checks the parent's origin. */
  readonly location: { readonly ancestorOrigins?: ArrayLike<string> };
  addEventListener(
    type: 'message',
    listener: (event: Pick<MessageEvent, 'source' | 'origin' | 'data'>) => void,
    options: { readonly signal: AbortSignal },
  ): void;
}

export interface EmbedChannel {
  /** Sends a message to the host, if its origin is allowed. */
  tell(message: FrameMessage): void;
  /** Stops listening. */
  dispose(): void;
}

/**
 * Opens the channel. Messages are sent to a named origin, never `*`, so that the browser does not deliver them to others.
 * Received messages count only if they come from the parent, with an allowed origin and a known shape.
 * @returns null if the page is not in a frame
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
