import { expect, test } from 'vitest';
import { shownTab } from './pane-name.ts';
import { FIRST_STATUS, isSameStatus, joinStatuses, type PaneStatus } from './pane-status.ts';
import { dockAfter, pane } from './testing/any-dock.ts';

const ready: PaneStatus = { ...FIRST_STATUS, state: 'ready', container: 'web' };

test('a tab shows the most telling state of its terminals, and every mark', () => {
  const lost: PaneStatus = { ...ready, state: 'reconnecting', hasBell: true };
  const ended: PaneStatus = { ...ready, state: 'exited', hasActivity: true };
  expect(joinStatuses([ready, ended])).toEqual({ ...ended, container: 'web' });
  expect(joinStatuses([ready, ended, lost])).toEqual({
    state: 'reconnecting',
    container: 'web',
    hasActivity: true,
    hasBell: true,
  });
});

test('two statuses are the same when everything that is shown is', () => {
  expect(isSameStatus(ready, { ...ready })).toBe(true);
  for (const change of [{ state: 'exited' }, { container: 'db' }, { hasActivity: true }, { hasBell: true }]) {
    expect(isSameStatus(ready, { ...ready, ...change } as PaneStatus)).toBe(false);
  }
});

test('a tab is called by its first terminal until the user names it', () => {
  const state = dockAfter([
    { kind: 'opened', pane: pane('a') },
    { kind: 'split', paneId: 'a', direction: 'row', pane: pane('b') },
  ]);
  const [tab] = state.tabs;
  if (tab === undefined) throw new Error('There is no tab.');
  expect(shownTab(tab, {}).name).toBe('pod-a +1');
  expect(shownTab(tab, { a: ready }).name).toBe('pod-a · web +1');
  expect(shownTab({ ...tab, name: 'deploy' }, { a: ready }).name).toBe('deploy');
});
