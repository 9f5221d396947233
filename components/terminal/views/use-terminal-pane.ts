'use client';

import { useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { ShellPlace } from '#components/addresses/shell-place.ts';
import { installAutomation } from '../pane/automation.ts';
import { initialView, type PaneView } from '../pane/pane-view.ts';
import type { ConnectionSettings } from '../pane/session/browser-ports.ts';
import { type ScreenLook, TerminalPane } from '../pane/terminal-pane.ts';
import { keptChoices } from './kept-choices.ts';

// Before the first terminal, so that automation finds an empty list instead of undefined.
if (typeof window !== 'undefined') installAutomation();

const noSubscription = () => () => {};

/**
 * A terminal that lives while the component is mounted; null on the server and in the first render.
 * @param paneId unique in the tab, and the same after a reload
 */
export function useTerminalPane(
  paneId: string,
  { namespace, pod, container, context, attach }: ShellPlace,
  { sockjsPrefix, heartbeatSeconds, viewId }: ConnectionSettings,
  look: ScreenLook,
): { readonly pane: TerminalPane | null; readonly view: PaneView } {
  const [pane, setPane] = useState<TerminalPane | null>(null);
  const [before] = useState(() => initialView({ namespace, pod, container, context, attach }));
  const latestLook = useRef(look);
  // Before the paint, so that its requests are on their way while the browser draws.
  useLayoutEffect(() => {
    const place = { namespace, pod, container, context, attach };
    const created = new TerminalPane(
      paneId,
      place,
      { sockjsPrefix, heartbeatSeconds, viewId },
      latestLook.current,
      keptChoices,
    );
    setPane(created);
    return () => {
      created.dispose();
      setPane(null);
    };
  }, [paneId, namespace, pod, container, context, attach, sockjsPrefix, heartbeatSeconds, viewId]);
  useEffect(() => {
    latestLook.current = look;
    pane?.setLook(look);
  }, [pane, look]);
  return { pane, view: usePaneView(pane) ?? before };
}

/** A pane's current view; null without a pane. */
export function usePaneView(pane: TerminalPane | null): PaneView | null {
  return useSyncExternalStore(
    pane?.subscribe ?? noSubscription,
    () => pane?.view ?? null,
    () => null,
  );
}
