/** The real ports of a terminal's connection: this browser's network, storage and time. */

import { newShellRoute } from '#components/addresses/api-routes.ts';
import type { ShellPlace } from '#components/addresses/shell-place.ts';
import { browserClock } from '../../connection/clock.ts';
import type { ConnectionPorts, OutputScreen, SessionMemory } from '../../connection/ports.ts';
import { createSessionClaims } from '../../connection/session-claims.ts';
import { createSessionMemory } from '../../connection/session-memory.ts';
import { createSockJsOpener } from '../../connection/sockjs-socket.ts';
import { askedAhead } from './ahead-shell.ts';
import { issueShell } from './issue-shell.ts';
import { whenServerBack } from './server-back.ts';
import { endSession, leaveSession } from './session-requests.ts';
import type { ShellChoice } from './shell-choice.ts';
import { tabSessions } from './tab-sessions.ts';

/** Settings of the server that the page needs to connect. */
export interface ConnectionSettings {
  readonly sockjsPrefix: string;
  readonly heartbeatSeconds: number;
  /** Instead of opening a shell, watches somebody else's by this link. */
  readonly viewId?: string | undefined;
}

/** Connection settings, and what the page tells the user about them. */
export interface ShellSettings extends ConnectionSettings {
  /** How long the server keeps a shell after its connection dropped, in seconds; 0: not at all. */
  readonly resumeSeconds: number;
  /** The same after its terminal was closed on purpose. */
  readonly reopenSeconds: number;
}

/** After this many missed heartbeats the connection counts as dead: 15 s with the default of 5 s. */
const MISSED_HEARTBEATS = 3;

export function createBrowserPorts(
  paneId: string,
  place: ShellPlace,
  settings: ConnectionSettings,
  screen: OutputScreen,
  shell: ShellChoice,
): ConnectionPorts {
  const own = settings.viewId === undefined;
  return {
    clock: browserClock,
    random: Math.random,
    issue: async (signal) =>
      settings.viewId !== undefined
        ? { kind: 'issued', sessionId: settings.viewId, container: '' }
        : (askedAhead(paneId) ??
          issueShell(
            newShellRoute(place),
            { ...place, shell: await shell.wanted(signal), reason: shell.reason },
            signal,
          )),
    endSession: (sessionId) => own && endSession(sessionId),
    leaveSession: (sessionId) => own && leaveSession(sessionId),
    openSocket: createSockJsOpener(settings.sockjsPrefix),
    whenServerBack,
    screen,
    memory: own
      ? createSessionMemory(paneId, tabSessions(), createSessionClaims(navigator.locks))
      : NO_MEMORY,
    viewId: settings.viewId,
    yieldToPage,
    isHidden: () => document.visibilityState === 'hidden',
    isSeen: () => document.visibilityState === 'visible' && isSeen(paneId),
    silenceMs: settings.heartbeatSeconds * 1000 * MISSED_HEARTBEATS,
  };
}

/** False for the terminal of another tab, which is laid out and not drawn. */
function isSeen(paneId: string): boolean {
  const terminal = document.querySelector(`[data-podshell-terminal=${JSON.stringify(paneId)}]`);
  return terminal?.checkVisibility({ visibilityProperty: true }) === true;
}

/** A link stands in the address: there is nothing to remember. */
const NO_MEMORY: SessionMemory = { load: async () => null, save() {}, forget() {}, release() {} };

/** A message to itself starts a new task; unlike nested timers it is not clamped to 4 ms. */
function yieldToPage(callback: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    callback();
  };
  port2.postMessage(null);
}
