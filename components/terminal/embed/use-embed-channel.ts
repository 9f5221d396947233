'use client';

import { useEffect } from 'react';
import type { StateName } from '../connection/connection-state.ts';
import type { TerminalPane } from '../pane/terminal-pane.ts';
import { openEmbedChannel } from './embed-channel.ts';
import { messagesAbout } from './embed-messages.ts';

/**
 * Reports a terminal's state to the host page, from the current state on, and carries out the host's requests.
 * @param allowed origins of host pages; must be the same array across renders
 */
export function useEmbedChannel(
  pane: TerminalPane | null,
  { namespace, pod }: { readonly namespace: string; readonly pod: string },
  allowed: readonly string[],
): void {
  useEffect(() => {
    if (pane === null) return;
    const channel = openEmbedChannel(window, allowed, ({ type }) => {
      switch (type) {
        case 'focus':
          return pane.focus();
        case 'close':
          return pane.connection.end();
        case 'sign-out':
          void signedOut().then((is) => is && channel?.tell({ source: 'podshell', type: 'signed-out' }));
          return;
        default:
          return type satisfies never;
      }
    });
    if (channel === null) return;
    let told: StateName | null = null;
    const tell = () => {
      const { state } = pane.view;
      if (state.kind === told) return;
      told = state.kind;
      for (const message of messagesAbout(state, { namespace, pod })) channel.tell(message);
    };
    // Subscribe to the connection itself: React skips states that are replaced before it renders.
    const unsubscribe = pane.subscribe(tell);
    tell();
    return () => {
      unsubscribe();
      channel.dispose();
    };
  }, [pane, namespace, pod, allowed]);
}

/** Few frames are asked to, so the code loads then. False: the server cannot be reached. Never rejects. */
function signedOut(): Promise<boolean> {
  return import('#components/failures/sign-out.ts')
    .then(({ signOut }) => signOut())
    .then(
      ({ kind }) => kind === 'signed-out',
      () => false,
    );
}
