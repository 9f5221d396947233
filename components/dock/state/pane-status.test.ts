import { expect, test } from 'vitest';
import { messages } from '../messages.ts';
import { dockAfter, pane } from '../testing/any-dock.ts';
import { shownTab, tabLabel } from '../views/pane-name.ts';
import {
  FIRST_STATUS,
  isSameStatus,
  joinStatuses,
  type PaneStatus,
  type PaneStatuses,
} from './pane-status.ts';

const ready: PaneStatus = { ...FIRST_STATUS, state: 'ready', container: 'web' };

test('a tab shows the most urgent state of its terminals, and every mark', () => {
  const lost: PaneStatus = { ...ready, state: 'reconnecting', isLost: true, hasBell: true };
  const ended: PaneStatus = { ...ready, state: 'exited', hasActivity: true };
  expect(joinStatuses([ready, ended])).toEqual({ ...ended, container: 'web' });
  expect(joinStatuses([ready, ended, lost])).toEqual({
    state: 'reconnecting',
    isLost: true,
    container: 'web',
    title: ready.title,
    hasActivity: true,
    hasBell: true,
  });
});

test('a question comes before what goes on by itself, and after a failure', () => {
  const asking: PaneStatus = { ...ready, state: 'asking' };
  expect(joinStatuses([{ ...ready, state: 'reconnecting' }, asking]).state).toBe('asking');
  expect(joinStatuses([asking, { ...ready, state: 'failed' }]).state).toBe('failed');
});

test('two statuses are equal if every field is', () => {
  expect(isSameStatus(ready, { ...ready })).toBe(true);
  for (const change of [{ state: 'exited' }, { container: 'db' }, { hasActivity: true }, { hasBell: true }]) {
    expect(isSameStatus(ready, { ...ready, ...change } as PaneStatus)).toBe(false);
  }
});

test('a tab has the name of its first terminal until the user renames it', () => {
  const state = dockAfter([
    { kind: 'opened', pane: pane('a') },
    { kind: 'split', paneId: 'a', direction: 'row', pane: pane('b') },
  ]);
  const [tab] = state.tabs;
  if (tab === undefined) throw new Error('There is no tab.');
  const nameOf = (name: string, statuses: PaneStatuses) =>
    shownTab(messages, { ...tab, name }, statuses, new Set()).name;
  expect(nameOf('', {})).toBe('pod-a +1');
  expect(nameOf('', { a: ready })).toBe('pod-a · web +1');
  expect(nameOf('deploy', { a: ready })).toBe('deploy');
});

test('the label of a tab has its state and marks as text', () => {
  const state = dockAfter([{ kind: 'opened', pane: pane('a') }]);
  const [tab] = state.tabs;
  if (tab === undefined) throw new Error('There is no tab.');
  const label = (status: PaneStatus, receivers: readonly string[]) =>
    tabLabel(messages, shownTab(messages, tab, { a: status }, new Set(receivers)));
  expect(label({ ...ready, container: 'pod-a' }, [])).toBe('pod-a team-a');
  expect(label({ ...ready, state: 'asking' }, [])).toBe('pod-a · web team-a, waiting for a reason');
  expect(label({ ...ready, state: 'exited', hasBell: true, hasActivity: true }, ['a', 'b'])).toBe(
    'pod-a · web team-a, ended, bell, new output, broadcasting input',
  );
});
