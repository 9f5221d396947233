import { describe, expect, test } from 'vitest';
import { type KeyPress, stepOf } from '#components/actions/shortcuts.ts';
import type { Platform } from '#components/keys/platform.ts';
import { BROADCAST_OFF, type BroadcastScope } from '../broadcast/broadcast.ts';
import { messages } from '../messages.ts';
import { ON_PAGE, TERMINAL_SHORTCUTS, terminalShortcut } from '../state/dock-shortcuts.ts';
import { isMenuKey, tabCommandFor } from '../state/tab-keys.ts';
import { type DockSituation, dockActions } from './dock-actions.ts';
import type { DockCommands } from './use-dock-commands.ts';

function situation(change: Partial<DockSituation> = {}, next: BroadcastScope = BROADCAST_OFF) {
  const did: string[] = [];
  const record =
    (name: string) =>
    (...args: unknown[]) =>
      void did.push([name, ...args.map((arg) => JSON.stringify(arg))].join(' '));
  const commands: DockCommands = {
    duplicate: record('duplicate'),
    split: record('split'),
    splitWith: record('splitWith'),
    askForPod: record('ask for pod'),
    separate: record('separate'),
    moveToTab: record('to tab'),
    swap: record('swap'),
    join: record('join'),
    drop: record('drop'),
    goToPane: record('pane'),
    goToTab: record('tab'),
    rename: record('rename'),
    openOther: record('other'),
    moveToWindow: record('window'),
    setView: record('view'),
    focus: record('focus'),
    close: record('close'),
    end: record('end'),
    onTab: record('onTab'),
  };
  const pane = {
    openSearch: async () => record('search')(),
    askForShell: record('ask for shell'),
    askToShare: record('ask to share'),
    clear: record('clear'),
    saveOutput: record('save'),
  };
  const base: DockSituation = {
    platform: 'other',
    view: 'open',
    tabCount: 2,
    paneCount: 2,
    kind: 'terminal',
    pane,
    searchLog: undefined,
    commands,
    broadcast: {
      scope: BROADCAST_OFF,
      next,
      canReach: () => next.kind !== 'off',
      change: record('broadcast'),
    },
  };
  return { actions: dockActions(messages, { ...base, ...change }), did };
}

const every = situation({}, { kind: 'tab', tabId: 'a' });
const byId = (id: string) => every.actions.find((action) => action.id === `dock.${id}`);

test.each<Platform>(['mac', 'windows', 'other'])('each action has its own shortcut on %s', (platform) => {
  const { actions } = situation({ platform }, { kind: 'tab', tabId: 'a' });
  const shortcuts = actions.filter(({ run }) => run !== undefined).map(({ shortcut }) => shortcut);
  expect(shortcuts).not.toContain(undefined);
  expect(new Set(shortcuts).size).toBe(shortcuts.length);
  expect(shortcuts).toEqual(
    expect.arrayContaining([
      ...TERMINAL_SHORTCUTS.map((id) => terminalShortcut(id, platform)),
      ...Object.values(ON_PAGE),
    ]),
  );
});

test('on macOS none takes a combination with Cmd from the browser', () => {
  const { actions } = situation({ platform: 'mac' }, { kind: 'tab', tabId: 'a' });
  for (const { shortcut } of actions) expect(shortcut).not.toContain('mod');
});

test('the list has exactly the keys of a focused tab', () => {
  const listed = every.actions
    .filter(({ id, run }) => run === undefined && id !== 'dock.keys.divider')
    .flatMap(({ shortcut = '', also = [] }) => [shortcut, ...also]);
  const names = [
    'ArrowLeft',
    'ArrowRight',
    'ArrowUp',
    'ArrowDown',
    'Home',
    'End',
    'Enter',
    'Delete',
    'F2',
    'F10',
  ];
  const found: (string | undefined)[] = [];
  for (const key of [...names, 'PageUp', 'PageDown', 'Escape', 'Backspace', 'F1', ...'abcxyz123?/']) {
    for (const shiftKey of [false, true]) {
      for (const ctrlKey of [false, true]) {
        const press = { key, code: '', shiftKey, ctrlKey, altKey: false, metaKey: false };
        if (tabCommandFor(press, 1, 3) !== null || isMenuKey(press)) found.push(stepOf(press, 'other'));
      }
    }
  }
  expect(found.sort()).toEqual([...listed].sort());
});

test('each action runs its command', () => {
  for (const id of [
    'splitDown',
    'previousPane',
    'nextTab',
    'maximise',
    'search',
    'broadcast',
    'close',
    'end',
  ]) {
    byId(id)?.run?.();
  }
  expect(every.did).toEqual([
    'split "column"',
    'pane -1',
    'tab 1',
    'view "maximised"',
    'search',
    'broadcast {"kind":"tab","tabId":"a"}',
    'close',
    'end',
  ]);
});

test('another shell can be chosen in a minimised dock', () => {
  const { actions, did } = situation({ view: 'minimised' });
  actions.find(({ id }) => id === 'dock.otherShell')?.run?.();
  expect(did).toEqual(['focus', 'ask for shell']);
});

test('actions without an effect are left out', () => {
  const ids = (change: Partial<DockSituation>) => situation(change).actions.map(({ id }) => id);
  expect(ids({ tabCount: 1 })).not.toContain('dock.nextTab');
  expect(ids({ paneCount: 1 })).not.toContain('dock.nextPane');
  expect(ids({ view: 'minimised' })).not.toContain('dock.minimise');
  expect(ids({ pane: null })).not.toContain('dock.clear');
  expect(ids({})).not.toContain('dock.broadcast');
});

test('a log has no actions of a shell, and words of its own', () => {
  const did: string[] = [];
  const { actions } = situation({ kind: 'log', pane: null, searchLog: () => did.push('search') });
  const ids = actions.map(({ id }) => id);
  for (const id of ['end', 'clear', 'save', 'otherShell']) expect(ids).not.toContain(`dock.${id}`);
  actions.find(({ id }) => id === 'dock.search')?.run?.();
  expect(did).toEqual(['search']);
  expect(actions.find(({ id }) => id === 'dock.other')?.label).toBe('Open shell beside log');
  expect(actions.find(({ id }) => id === 'dock.close')?.label).toBe('Close log');
});

describe('the shortcuts take no key that a shell needs', () => {
  const press = (key: string, modifiers: Partial<KeyPress>): KeyPress => ({
    key,
    code: '',
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    ...modifiers,
  });
  const taken = (platform: Platform) =>
    new Set<string | undefined>(TERMINAL_SHORTCUTS.map((id) => terminalShortcut(id, platform)));
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];

  test('with Ctrl, with Alt, or without a modifier', () => {
    for (const key of [...letters, 'Enter', 'Tab', ',', '.', ' ']) {
      for (const modifiers of [{}, { ctrlKey: true }, { altKey: true }, { ctrlKey: true, altKey: true }]) {
        expect(taken('other').has(stepOf(press(key, modifiers), 'other'))).toBe(false);
      }
    }
  });

  test('with Ctrl or Option on macOS', () => {
    for (const key of [...letters, 'Enter', 'Tab', ',', '.', ' ']) {
      for (const modifiers of [{}, { ctrlKey: true }, { altKey: true }, { ctrlKey: true, altKey: true }]) {
        expect(taken('mac').has(stepOf(press(key, modifiers), 'mac'))).toBe(false);
      }
    }
  });
});
