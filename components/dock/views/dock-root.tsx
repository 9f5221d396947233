'use client';

import { usePathname } from 'next/navigation';
import { useCallback, useEffect, useRef, useState } from 'react';
import {
  ASK_SHELL_EVENT,
  DEBUG_EVENT,
  OPEN_LOG_EVENT,
  OPEN_SHELL_EVENT,
  type RunningShell,
  TAKE_UP_EVENT,
  type WantedLog,
} from '#components/addresses/open-in-dock.ts';
import { isShellPage, sessionsHref } from '#components/addresses/pages.ts';
import { inNamedContext, type PodPlace, type ShellPlace } from '#components/addresses/shell-place.ts';
import { useContextName } from '#components/contexts/context-name.tsx';
import { catchKeys, typedAhead } from '#components/keys/typed-ahead.ts';
import { notePlace, prepareNotes } from '#components/recents/note-place.ts';
import { focusAtLoad } from '#components/terminal/pane/kept-focus.ts';
import type { ShellSettings } from '#components/terminal/pane/session/browser-ports.ts';
import { giveShell } from '#components/terminal/pane/session/given-shell.ts';
import { giveSession } from '#components/terminal/pane/session/pane-session.ts';
import { tabStorage } from '#components/terminal/pane/session/tab-storage.ts';
import { onDemand } from '#components/ui/on-demand.tsx';
import { whenIdle } from '#components/ui/when-idle.ts';
import type { DockRequest } from '../commands/use-dock.ts';
import { useReadyDock } from '../commands/use-ready-dock.ts';
import { newPaneId } from '../state/pane-id.ts';
import { hasStoredDock, isStoredPane } from '../state/stored-dock.ts';

const loadDock = () => import('./dock.tsx');
const Dock = onDemand(async () => (await loadDock()).Dock);
const AskShell = onDemand(async () => (await import('./ask-shell.tsx')).AskShell);
const AskDebug = onDemand(async () => (await import('./ask-debug.tsx')).AskDebug);
const LeftRunning = onDemand(async () => (await import('#components/sessions/left-running.tsx')).LeftRunning);

/** Set in a browser tab that has offered the shells that were left running, or opened one before it could. */
const OFFERED_KEY = 'podshell.offered';

/**
 * The dock, on every page. It loads once a page has what it needs or the user points at a link to a shell; immediately if
 * a dock is stored.
 */
export function DockRoot({ settings }: { settings: ShellSettings }) {
  // On the full page of a shell the terminal fills the window, so there is no dock.
  const pathname = usePathname();
  const onShellPage = isShellPage(pathname);
  const [offers, setOffers] = useState(false);
  const current = useContextName(undefined);
  const [wanted, setWanted] = useState(false);
  const [asksIn, setAsksIn] = useState<ShellPlace | null>(null);
  const [debugs, setDebugs] = useState<PodPlace | null>(null);
  const [requests, setRequests] = useState<readonly DockRequest[]>([]);
  // An empty dock shows nothing, but is mounted and prepares terminals: the first shell opens as fast as the next.
  const askAhead = useRef<((paneId: string, place: ShellPlace) => void) | null>(null);
  const prepare = useCallback(() => {
    const mount = async () => {
      await Dock.load();
      setWanted(true);
      askAhead.current = (await loadDock()).askShellAhead;
      await prepareNotes();
    };
    // Without the server, the first shell tries again.
    mount().catch(() => {});
  }, []);
  useReadyDock(!onShellPage, prepare);

  useEffect(() => {
    if (onShellPage || !hasStoredDock(tabStorage())) return;
    setWanted(true);
    const focused = focusAtLoad();
    // Who reloads while typing goes on typing.
    if (focused !== null && isStoredPane(tabStorage(), focused)) catchKeys();
  }, [onShellPage]);

  const request = useCallback((wanted: DockRequest) => {
    setWanted(true);
    // It would cover the dock.
    setOffers(false);
    takeOffer();
    setRequests((before) => [...before, wanted]);
  }, []);

  const open = useCallback(
    (place: ShellPlace, shell?: string) => {
      const named = inNamedContext(place, place.context ?? current);
      void notePlace(named.context ?? '', { pod: named });
      const pane = { kind: 'terminal', id: newPaneId(), place: named } as const;
      if (shell !== undefined) giveShell(pane.id, shell);
      else askAhead.current?.(pane.id, named);
      // Until the terminal is there, which takes the keys.
      catchKeys({ first: typedAhead() });
      request({ pane, isBeside: false });
    },
    [current, request],
  );

  useEffect(() => {
    // The page of the running shells shows them itself, and a tab with a dock had its own.
    if (onShellPage || pathname === sessionsHref() || hasStoredDock(tabStorage())) return;
    return whenIdle(() => setOffers(takeOffer()));
  }, [onShellPage, pathname]);

  useEffect(() => {
    // Without a dock, links open the full page.
    if (onShellPage) return;
    const onOpen = (event: Event) => {
      event.preventDefault();
      open((event as CustomEvent<ShellPlace>).detail);
    };
    const onAsk = (event: Event) => {
      AskShell.load().then(
        () => setAsksIn((event as CustomEvent<ShellPlace>).detail),
        // The server may be restarting; the next press tries again.
        () => {},
      );
    };
    const onLog = (event: Event) => {
      event.preventDefault();
      const { place, isBeside, view } = (event as CustomEvent<WantedLog>).detail;
      const named = current === '' || place.context !== undefined ? place : { ...place, context: current };
      request({ pane: { kind: 'log', id: newPaneId(), place: named, view }, isBeside });
    };
    const onDebug = (event: Event) => {
      AskDebug.load().then(
        () => setDebugs((event as CustomEvent<PodPlace>).detail),
        () => {},
      );
    };
    window.addEventListener(OPEN_SHELL_EVENT, onOpen);
    window.addEventListener(OPEN_LOG_EVENT, onLog);
    window.addEventListener(ASK_SHELL_EVENT, onAsk);
    window.addEventListener(DEBUG_EVENT, onDebug);
    return () => {
      window.removeEventListener(OPEN_SHELL_EVENT, onOpen);
      window.removeEventListener(OPEN_LOG_EVENT, onLog);
      window.removeEventListener(ASK_SHELL_EVENT, onAsk);
      window.removeEventListener(DEBUG_EVENT, onDebug);
    };
  }, [onShellPage, open, request, current]);

  useEffect(() => {
    // On a shell's own page too: who asks for it there goes on to a page that shows the dock.
    const onTakeUp = (event: Event) => {
      const { place, sessionId, shownBytes } = (event as CustomEvent<RunningShell>).detail;
      const pane = { kind: 'terminal', id: newPaneId(), place } as const;
      if (!giveSession(pane.id, { sessionId, shownBytes, takesOver: true })) return;
      event.preventDefault();
      request({ pane, isBeside: false });
    };
    window.addEventListener(TAKE_UP_EVENT, onTakeUp);
    return () => window.removeEventListener(TAKE_UP_EVENT, onTakeUp);
  }, [request]);

  const onTaken = useCallback(
    (taken: readonly DockRequest[]) => setRequests((all) => all.filter((one) => !taken.includes(one))),
    [],
  );
  return (
    <>
      {wanted && <Dock hidden={onShellPage} settings={settings} requests={requests} onTaken={onTaken} />}
      {offers && <LeftRunning />}
      {debugs !== null && (
        <AskDebug
          place={debugs}
          onAnswer={(entry) => {
            setDebugs(null);
            if (entry !== null) open({ ...debugs, ...entry, attach: true });
          }}
        />
      )}
      {asksIn !== null && (
        <AskShell
          onAnswer={(shell) => {
            setAsksIn(null);
            if (shell !== null) open(asksIn, shell);
          }}
        />
      )}
    </>
  );
}

/** True once in a browser tab, in which nothing was opened yet. */
function takeOffer(): boolean {
  const storage = tabStorage();
  if (storage === null || storage.getItem(OFFERED_KEY) !== null) return false;
  try {
    storage.setItem(OFFERED_KEY, '1');
  } catch {
    // Full: it would be offered again and again.
    return false;
  }
  return true;
}
