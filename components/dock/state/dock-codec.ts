/**
 * Encodes the dock and its closed shells for the browser's storage. Damaged or unknown text decodes to an empty dock, and
 * to no shells.
 */

import type { LogPlace, LogSubject } from '#components/addresses/log-place.ts';
import type { ShellPlace } from '#components/addresses/shell-place.ts';
import { readSession } from '#components/terminal/connection/kept-sessions.ts';
import type { KeptShell } from './closed-shells.ts';
import { clampShare, type DockPane, type Layout, panesOf, type ShellPane } from './dock-layout.ts';
import { allPanes, type DockState, type DockTab, type DockView, EMPTY_DOCK } from './dock-state.ts';

/** No user splits this deep; the limit keeps damaged data from exhausting the stack. */
const MAX_DEPTH = 32;

const VIEWS: readonly DockView[] = ['open', 'minimised', 'maximised'];

type Fields = Partial<Record<string, unknown>>;

class NotADock extends Error {}

export function encodeDock(state: DockState): string {
  return JSON.stringify(state);
}

/** Never throws. */
export function decodeDock(text: string): DockState {
  return decode(text, readDock, EMPTY_DOCK);
}

export function encodeClosed(shells: readonly KeptShell[]): string {
  return JSON.stringify(shells);
}

/** Never throws. */
export function decodeClosed(text: string): readonly KeptShell[] {
  return decode(text, readClosed, []);
}

function decode<Value>(text: string, read: (value: unknown) => Value, otherwise: Value): Value {
  try {
    return read(JSON.parse(text));
  } catch (error) {
    if (error instanceof NotADock || error instanceof SyntaxError) return otherwise;
    throw error;
  }
}

function readClosed(value: unknown): readonly KeptShell[] {
  if (!Array.isArray(value)) throw new NotADock();
  const shells = value.map((one): KeptShell => {
    const { container, kept, until, ...pane } = fields(one);
    const session = readSession(kept);
    if (typeof container !== 'string' || typeof until !== 'number' || session === null) throw new NotADock();
    const { id, place } = readShellPane(pane);
    return { id, place, container, kept: session, until };
  });
  mustDiffer(shells.map(({ id }) => id));
  return shells;
}

function readDock(value: unknown): DockState {
  const { tabs, activeTabId, view, share } = fields(value);
  if (!Array.isArray(tabs) || typeof share !== 'number') throw new NotADock();
  const state: DockState = {
    tabs: tabs.map(readTab),
    activeTabId: activeTabId === null ? null : text(activeTabId),
    view: VIEWS.find((one) => one === view) ?? 'open',
    share: clampShare(share),
  };
  const isActive = state.tabs.some(({ id }) => id === state.activeTabId);
  if (isActive !== state.tabs.length > 0 || (!isActive && state.activeTabId !== null)) throw new NotADock();
  mustDiffer(state.tabs.map(({ id }) => id));
  mustDiffer(allPanes(state).map(({ id }) => id));
  return state;
}

function readTab(value: unknown): DockTab {
  const { id, name, layout, activePaneId } = fields(value);
  if (typeof name !== 'string') throw new NotADock();
  const tab = { id: text(id), name, layout: readLayout(layout, 0), activePaneId: text(activePaneId) };
  if (!panesOf(tab.layout).some((pane) => pane.id === tab.activePaneId)) throw new NotADock();
  return tab;
}

function readLayout(value: unknown, depth: number): Layout {
  if (depth > MAX_DEPTH) throw new NotADock();
  const { kind, pane, id, direction, share, first, second } = fields(value);
  if (kind === 'pane') return { kind, pane: readPane(pane) };
  if (kind !== 'split' || (direction !== 'row' && direction !== 'column')) throw new NotADock();
  if (typeof share !== 'number') throw new NotADock();
  return {
    kind,
    id: text(id),
    direction,
    share: clampShare(share),
    first: readLayout(first, depth + 1),
    second: readLayout(second, depth + 1),
  };
}

function readPane(value: unknown): DockPane {
  const { id, kind, place, view } = fields(value);
  if (kind === 'log' && typeof view === 'string')
    return { kind, id: text(id), place: readLogPlace(place), view };
  // The first docks held terminals only, and did not say so.
  if (kind !== 'terminal' && kind !== undefined) throw new NotADock();
  return readShellPane(value);
}

function readShellPane(value: unknown): ShellPane {
  const { id, place } = fields(value);
  return { kind: 'terminal', id: text(id), place: readPlace(place) };
}

function readLogPlace(value: unknown): LogPlace {
  const { namespace, of, container, context } = fields(value);
  return {
    context: optional(context),
    namespace: text(namespace),
    of: readSubject(of),
    container: optional(container),
  };
}

function readSubject(value: unknown): LogSubject {
  const { kind, pod, owner, q } = fields(value);
  switch (kind) {
    case 'pod':
      return { kind, pod: text(pod) };
    case 'owner':
      return { kind, owner: text(owner) };
    case 'filter':
      if (typeof q !== 'string') throw new NotADock();
      return { kind, q };
    default:
      throw new NotADock();
  }
}

function readPlace(value: unknown): ShellPlace {
  const { namespace, pod, container, context, attach } = fields(value);
  return {
    namespace: text(namespace),
    pod: text(pod),
    container: optional(container),
    context: optional(context),
    ...(attach === true ? { attach } : {}),
  };
}

function fields(value: unknown): Fields {
  if (typeof value !== 'object' || value === null) throw new NotADock();
  return value;
}

function text(value: unknown): string {
  if (typeof value !== 'string' || value === '') throw new NotADock();
  return value;
}

function optional(value: unknown): string | undefined {
  return value === undefined ? undefined : text(value);
}

function mustDiffer(ids: readonly string[]): void {
  if (new Set(ids).size !== ids.length) throw new NotADock();
}
