import { expect, test } from 'vitest';
import { panesOf } from '../state/dock-layout.ts';
import { type DockState, reduceDock } from '../state/dock-state.ts';
import { dockAfter, pane } from '../testing/any-dock.ts';
import { nearestSide } from '../views/drop-zones.tsx';
import { canDrop, type Dragged, type DropTarget, type MoveCommands, moveCommands } from './move-commands.ts';

/** `a` beside `b` in the first tab, `c` in the second; `b` is active. */
const START = dockAfter([
  { kind: 'opened', pane: pane('a') },
  { kind: 'split', paneId: 'a', direction: 'row', pane: pane('b') },
  { kind: 'opened', pane: pane('c') },
  { kind: 'tab-activated', tabId: 'a' },
]);

function after(run: (commands: MoveCommands) => void): { tabs: string[][]; focused: string[] } {
  let state: DockState = START;
  const focused: string[] = [];
  run(
    moveCommands(
      START,
      (action) => {
        state = reduceDock(state, action);
      },
      (target) => focused.push(target),
    ),
  );
  return { tabs: state.tabs.map(({ layout }) => panesOf(layout).map(({ id }) => id)), focused };
}

test.each<[string, (commands: MoveCommands) => void, string[][]]>([
  ['out into a tab of its own', ({ separate }) => separate(), [['a'], ['b'], ['c']]],
  ['into the next tab', ({ moveToTab }) => moveToTab(1), [['a'], ['c', 'b']]],
  ['to the place of the previous one', ({ swap }) => swap(-1), [['b', 'a'], ['c']]],
])('the keyboard moves the active terminal %s, with the focus', (_where, run, tabs) => {
  expect(after(run)).toEqual({ tabs, focused: ['terminal'] });
});

test('a tab joins the active one', () => {
  expect(after(({ join }) => join('c')).tabs).toEqual([['a', 'b', 'c']]);
});

const TAB_C: Dragged = { kind: 'tab', tabId: 'c' };
const PANE_A: Dragged = { kind: 'pane', paneId: 'a' };

test.each<[Dragged, DropTarget, string[][]]>([
  [TAB_C, { kind: 'tabs', to: 0 }, [['c'], ['a', 'b']]],
  [TAB_C, { kind: 'pane', paneId: 'a', side: 'left' }, [['c', 'a', 'b']]],
  [PANE_A, { kind: 'tabs', to: 2 }, [['b'], ['c'], ['a']]],
  [PANE_A, { kind: 'pane', paneId: 'b', side: 'below' }, [['b', 'a'], ['c']]],
  [PANE_A, { kind: 'pane', paneId: 'c', side: 'above' }, [['b'], ['a', 'c']]],
])('%o is dropped on %o', (dragged, target, tabs) => {
  expect(after(({ drop }) => drop(dragged, target)).tabs).toEqual(tabs);
});

test('nothing is dropped on itself', () => {
  expect(canDrop(START, PANE_A, { kind: 'pane', paneId: 'a', side: 'left' })).toBe(false);
  const own: Dragged = { kind: 'tab', tabId: 'a' };
  expect(canDrop(START, own, { kind: 'pane', paneId: 'b', side: 'left' })).toBe(false);
  expect(canDrop(START, own, { kind: 'pane', paneId: 'c', side: 'left' })).toBe(true);
});

test.each([
  [0.1, 0.5, 'left'],
  [0.9, 0.5, 'right'],
  [0.5, 0.1, 'above'],
  [0.5, 0.9, 'below'],
] as const)('a drop at %f, %f goes to the %s', (x, y, side) => {
  expect(nearestSide(x, y)).toBe(side);
});
