// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { currentActions } from '#components/actions/actions.ts';
import { renderPage } from '#components/testing/dom.tsx';
import { BROADCAST_OFF } from '../broadcast/broadcast.ts';
import type { Broadcast } from '../broadcast/use-broadcast.ts';
import type { DockCommands } from '../commands/use-dock-commands.ts';
import { DockMenu } from './dock-menu.tsx';

const commands = {
  split: vi.fn(),
  duplicate: vi.fn(),
  close: vi.fn(),
  rename: vi.fn(),
  moveToWindow: vi.fn(),
  end: vi.fn(),
  openOther: vi.fn(),
};
const broadcast = { scope: BROADCAST_OFF, canReach: () => false, change: vi.fn() };

beforeEach(() => vi.clearAllMocks());

async function open(kind: 'terminal' | 'log' = 'terminal') {
  const { user } = renderPage(
    <DockMenu
      kind={kind}
      pane={null}
      tabId="t1"
      commands={commands as unknown as DockCommands}
      broadcast={broadcast as unknown as Broadcast}
    />,
  );
  const trigger = screen.getByRole('button', { name: kind === 'log' ? 'Log actions' : 'Terminal actions' });
  await user.click(trigger);
  await screen.findByRole('menu');
  return { user, trigger };
}

test.each([
  ['Split right', 'split', ['row']],
  ['Split down', 'split', ['column']],
  ['Duplicate shell', 'duplicate', undefined],
  ['Close terminal', 'close', []],
  ['End shell', 'end', undefined],
] as const)('%s is in the menu', async (name, command, args) => {
  const { user } = await open();
  await user.click(screen.getByRole('menuitem', { name }));
  expect(commands[command]).toHaveBeenCalledOnce();
  if (args !== undefined) expect(commands[command]).toHaveBeenCalledWith(...args);
});

test('a log can be split and left for a shell, but not typed in or ended', async () => {
  const { user } = await open('log');
  const names = screen.getAllByRole('menuitem').map(({ textContent }) => textContent ?? '');
  expect(names.filter((name) => /Copy|Paste|Clear|End shell|Save/.test(name))).toEqual([]);
  expect(names.join()).toContain('Close log');
  await user.click(screen.getByRole('menuitem', { name: 'Open shell beside log' }));
  expect(commands.openOther).toHaveBeenCalledOnce();
});

test('shows the keys of an action beside its name, not as part of it', async () => {
  await open();
  const item = screen.getByRole('menuitem', { name: 'Split right' });
  expect([...item.querySelectorAll('kbd')].map(({ textContent }) => textContent)).toEqual([
    'Ctrl',
    'Shift',
    'D',
  ]);
});

test('opens the terminal options, which are in the palette too', async () => {
  const { user } = await open();
  await user.click(screen.getByRole('menuitem', { name: 'Terminal options' }));
  const dialog = await screen.findByRole('dialog', { name: 'Terminal options' });
  await vi.waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
  expect(currentActions().map(({ id }) => id)).toContain('terminal.options');
});
