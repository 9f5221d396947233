'use client';

import { useEffect } from 'react';
import type { StateName } from '../connection/connection-state.ts';
import type { TerminalPane } from '../pane/terminal-pane.ts';
import { openEmbedChannel } from './embed-channel.ts';
import { messagesAbout } from './embed-messages.ts';

/**
 * Tells the page around this one about a terminal, from its present state on, and does what that page asks for.
 * @param allowed origins that may be told and may ask; the same array as long as they are the same
 */
export function useEmbedChannel(
  pane: TerminalPane | null,
  { namespace, pod }: { readonly namespace: string; readonly pod: string },
  allowed: readonly string[],
): void {
  useEffect(() => {
    if (pane === null) return;
    const channel = openEmbedChannel(window, allowed, ({ type }) => {
      if (type === 'focus') pane.focus();
      else pane.connection.end();
    });
    if (channel === null) return;
    let told: StateName | null = null;
    const tell = () => {
      const { state } = pane.view;
      if (state.kind === told) return;
      told = state.kind;
      for (const message of messagesAbout(state, { namespace, pod })) channel.tell(message);
    };
    // Not from the view of React, which passes over a state that another one follows at once.
    const unsubscribe = pane.subscribe(tell);
    tell();
    return () => {
      unsubscribe();
      channel.dispose();
    };
  }, [pane, namespace, pod, allowed]);
}
