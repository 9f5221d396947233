// @vitest-environment happy-dom
import { createEvent, fireEvent, screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { renderPage } from '#components/testing/dom.tsx';
import { dockCatalog } from '../catalog.ts';
import type { Dragged } from '../commands/move-commands.ts';
import { FIRST_STATUS } from '../state/pane-status.ts';
import { dockAfter, pane } from '../testing/any-dock.ts';
import { DockTabs } from './dock-tabs.tsx';
import { shownTab } from './pane-name.ts';

const here = { ...pane('here'), place: { ...pane('web').place, pod: 'web', context: 'stage' } };
const there = { ...pane('there'), place: { ...here.place, namespace: 'team-b', context: 'prod' } };
const { tabs } = dockAfter([
  { kind: 'opened', pane: here },
  { kind: 'opened', pane: there },
  { kind: 'renamed', tabId: 'there', name: 'mine' },
]);
const shown = tabs.map((tab) =>
  shownTab(dockCatalog.en, tab, { there: { ...FIRST_STATUS, state: 'exited' } }, new Set()),
);

const onCommand = vi.fn();
const onDrop = vi.fn();

beforeEach(() => vi.clearAllMocks());

function open(dragged: Dragged | null = null) {
  return renderPage(
    <DockTabs
      tabs={shown}
      activeTabId="there"
      renamed={undefined}
      dragged={dragged}
      onCommand={onCommand}
      onRename={vi.fn()}
      onRenamed={vi.fn()}
      onDrag={vi.fn()}
      onDrop={onDrop}
    />,
  );
}

test('the list of tabs that are out of sight says of each where it runs, and which one is shown', async () => {
  vi.spyOn(HTMLElement.prototype, 'scrollWidth', 'get').mockReturnValue(500);
  const { user } = open();
  fireEvent.scroll(screen.getByRole('tablist'));
  await user.click(await screen.findByRole('button', { name: 'All 2 tabs' }));
  const items = await screen.findAllByRole('menuitemradio');
  expect(items.map(({ textContent }) => textContent)).toEqual([
    'web team-a · stage, connecting',
    'mine web · team-b · prod, ended',
  ]);
  expect(items.map((item) => item.getAttribute('aria-checked'))).toEqual(['false', 'true']);
  await user.click(screen.getByRole('menuitemradio', { name: /^web/ }));
  expect(onCommand.mock.calls).toEqual([['here', { kind: 'show' }]]);
});

test.each([{ kind: 'tab', tabId: 'here' } as const, { kind: 'pane', paneId: 'here' } as const])(
  'what is dropped behind the last tab goes to the end: a $kind',
  (dragged) => {
    open(dragged);
    const list = screen.getByRole('tablist');
    const over = createEvent.dragOver(list);
    fireEvent(list, over);
    expect(over.defaultPrevented).toBe(true);
    fireEvent.drop(list);
    expect(onDrop.mock.calls).toEqual([[dragged, { kind: 'tabs', to: 2 }]]);
  },
);

test('what comes from elsewhere is not taken', () => {
  open();
  const list = screen.getByRole('tablist');
  const over = createEvent.dragOver(list);
  fireEvent(list, over);
  fireEvent.drop(list);
  expect(over.defaultPrevented).toBe(false);
  expect(onDrop).not.toHaveBeenCalled();
});

test('Shift+F10 opens the menu of the focused tab, where the browser has no key for that, too', async () => {
  const { user } = open();
  screen.getByRole('tab', { name: /^mine/ }).focus();
  await user.keyboard('{Shift>}{F10}{/Shift}');
  await screen.findByRole('menu', { name: /mine/ });
  await user.click(screen.getByRole('menuitem', { name: dockCatalog.en.tabMenu.close }));
  expect(onCommand.mock.calls).toEqual([['there', { kind: 'close' }]]);
});
