import { describe, expect, test } from 'vitest';
import { type KeyPress, stepOf } from '#components/actions/shortcuts.ts';
import { BROADCAST_OFF, type BroadcastScope } from '../broadcast/broadcast.ts';
import { messages } from '../messages.ts';
import { IN_TERMINAL, ON_PAGE } from '../state/dock-shortcuts.ts';
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
    goToPane: record('pane'),
    goToTab: record('tab'),
    rename: record('rename'),
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
    clear: record('clear'),
    saveOutput: record('save'),
  };
  const base: DockSituation = {
    platform: 'other',
    view: 'open',
    tabCount: 2,
    paneCount: 2,
    pane,
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

test('each action has its own shortcut', () => {
  const shortcuts = every.actions.map(({ shortcut }) => shortcut);
  expect(shortcuts).not.toContain(undefined);
  expect(new Set(shortcuts).size).toBe(shortcuts.length);
  expect(shortcuts).toEqual(
    expect.arrayContaining([...Object.values(IN_TERMINAL), ...Object.values(ON_PAGE)]),
  );
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
    byId(id)?.run();
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
  actions.find(({ id }) => id === 'dock.otherShell')?.run();
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
  const taken = new Set<string | undefined>(Object.values(IN_TERMINAL));
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];

  test('with Ctrl, with Alt, or without a modifier', () => {
    for (const key of [...letters, 'Enter', 'Tab', ',', '.', ' ']) {
      for (const modifiers of [{}, { ctrlKey: true }, { altKey: true }, { ctrlKey: true, altKey: true }]) {
        expect(taken.has(stepOf(press(key, modifiers), 'other'))).toBe(false);
      }
    }
  });

  test('with Ctrl on macOS', () => {
    for (const key of [...letters, ...letters.map((letter) => letter.toUpperCase()), '<', '>']) {
      expect(taken.has(stepOf(press(key, { ctrlKey: true, shiftKey: true }), 'mac'))).toBe(false);
    }
  });
});
