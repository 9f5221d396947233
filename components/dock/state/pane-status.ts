/** What the tabs show about a pane. */

import type { ShownState } from '#components/terminal/connection/connection-state.ts';

export interface PaneStatus {
  readonly state: ShownState;
  /** It was connected and is reconnecting. */
  readonly isLost: boolean;
  /** '' until known. */
  readonly container: string;
  /** The title that the program has set; '' without one. */
  readonly title: string;
  /** There is output that the user has not seen. */
  readonly hasActivity: boolean;
  /** A program rang the bell, and the user has not looked at the pane since. */
  readonly hasBell: boolean;
}

export const FIRST_STATUS: PaneStatus = {
  state: 'connecting',
  isLost: false,
  container: '',
  title: '',
  hasActivity: false,
  hasBell: false,
};

export type PaneStatuses = Readonly<Record<string, PaneStatus>>;

export function isSameStatus(one: PaneStatus, other: PaneStatus): boolean {
  return (
    one.state === other.state &&
    one.isLost === other.isLost &&
    one.container === other.container &&
    one.title === other.title &&
    one.hasActivity === other.hasActivity &&
    one.hasBell === other.hasBell
  );
}

/** The first state that one of a tab's panes has is shown. */
const BY_URGENCY: readonly ShownState[] = [
  'failed',
  'asking',
  'reconnecting',
  'exited',
  'connecting',
  'ready',
];

/** One status for several panes. @param statuses at least one */
export function joinStatuses(statuses: readonly PaneStatus[]): PaneStatus {
  const state = BY_URGENCY.find((name) => statuses.some((status) => status.state === name)) ?? 'ready';
  return {
    state,
    isLost: statuses.some(({ isLost }) => isLost),
    container: statuses[0]?.container ?? '',
    title: statuses[0]?.title ?? '',
    hasActivity: statuses.some(({ hasActivity }) => hasActivity),
    hasBell: statuses.some(({ hasBell }) => hasBell),
  };
}
