/** The dock's actions, for shortcuts and the command palette. */

import type { Action } from '#components/actions/actions.ts';
import type { Shortcut } from '#components/actions/shortcuts.ts';
import type { Platform } from '#components/keys/platform.ts';
import type { TerminalPane } from '#components/terminal/pane/terminal-pane.ts';
import { toggleFullScreen } from '#components/terminal/screen/full-screen.ts';
import type { BroadcastScope } from '../broadcast/broadcast.ts';
import type { Broadcast } from '../broadcast/use-broadcast.ts';
import type { DockMessages } from '../catalog.ts';
import type { DockPane } from '../state/dock-layout.ts';
import { focusShortcut, ON_PAGE, type TerminalShortcut, terminalShortcut } from '../state/dock-shortcuts.ts';
import type { DockView } from '../state/dock-state.ts';
import type { DockCommands } from './use-dock-commands.ts';

/** What the actions need. */
export interface DockSituation {
  readonly platform: Platform;
  readonly view: DockView;
  readonly tabCount: number;
  /** Panes of the active tab. */
  readonly paneCount: number;
  /** Of the active pane. */
  readonly kind: DockPane['kind'];
  /** The active terminal. */
  readonly pane: Pick<
    TerminalPane,
    'openSearch' | 'askForShell' | 'askToShare' | 'clear' | 'saveOutput'
  > | null;
  /** Searches in the active log; undefined: there is none. */
  readonly searchLog: (() => void) | undefined;
  readonly commands: DockCommands;
  readonly broadcast: Pick<Broadcast, 'scope' | 'next' | 'canReach' | 'change'>;
}

/** The actions that have an effect in this situation. */
export function dockActions(messages: DockMessages, situation: DockSituation): readonly Action[] {
  const { platform, view, tabCount, paneCount, kind, pane, searchLog, commands, broadcast } = situation;
  const { actions: words } = messages;
  const ofPane = messages.kinds[kind];
  const action = (id: string, label: string, run: () => void): Action => ({
    id: `dock.${id}`,
    label,
    group: words.group,
    keywords: words.keywords,
    run,
  });
  const inTerminal = (id: TerminalShortcut, label: string, run: () => void): Action => ({
    ...action(id, label, run),
    shortcut: terminalShortcut(id, platform),
    inTerminal: true,
  });
  const onPage = (id: keyof typeof ON_PAGE, label: string, run: () => void): Action => ({
    ...action(id, label, run),
    shortcut: ON_PAGE[id],
  });
  const { next } = broadcast;
  const isOn = broadcast.scope.kind !== 'off';
  const isMaximised = view === 'maximised';
  return [
    { ...action('focus', words.focus, commands.focus), shortcut: focusShortcut(platform) },
    inTerminal('duplicate', ofPane.duplicate, commands.duplicate),
    inTerminal('splitRight', ofPane.splitRight, () => commands.split('row')),
    inTerminal('splitDown', ofPane.splitDown, () => commands.split('column')),
    onPage('splitRightWith', words.splitRightWith, () => commands.askForPod('row')),
    onPage('splitDownWith', words.splitDownWith, () => commands.askForPod('column')),
    ...(paneCount > 1
      ? [
          onPage('separate', ofPane.separate, commands.separate),
          onPage('swapNext', words.swapNext, () => commands.swap(1)),
          onPage('swapPrevious', words.swapPrevious, () => commands.swap(-1)),
          inTerminal('nextPane', words.nextPane, () => commands.goToPane(1)),
          inTerminal('previousPane', words.previousPane, () => commands.goToPane(-1)),
        ]
      : []),
    ...(tabCount > 1
      ? [
          onPage('toNextTab', ofPane.toNextTab, () => commands.moveToTab(1)),
          onPage('toPreviousTab', ofPane.toPreviousTab, () => commands.moveToTab(-1)),
          inTerminal('nextTab', words.nextTab, () => commands.goToTab(1)),
          inTerminal('previousTab', words.previousTab, () => commands.goToTab(-1)),
        ]
      : []),
    inTerminal('maximise', isMaximised ? words.restore : words.maximise, () =>
      commands.setView(isMaximised ? 'open' : 'maximised'),
    ),
    onPage('fullScreen', words.fullScreen, () => {
      if (view !== 'maximised') commands.setView('maximised');
      void toggleFullScreen();
    }),
    ...(view === 'minimised'
      ? []
      : [onPage('minimise', words.minimise, () => commands.setView('minimised'))]),
    onPage('other', ofPane.other, commands.openOther),
    ...(searchLog === undefined
      ? []
      : [
          inTerminal('search', ofPane.search, () => {
            if (view === 'minimised') commands.focus();
            searchLog();
          }),
        ]),
    ...(pane === null
      ? []
      : [
          inTerminal('search', ofPane.search, () => {
            if (view === 'minimised') commands.focus();
            void pane.openSearch();
          }),
          onPage('otherShell', words.otherShell, () => {
            if (view === 'minimised') commands.focus();
            pane.askForShell();
          }),
          onPage('share', words.share, () => {
            if (view === 'minimised') commands.focus();
            pane.askToShare();
          }),
          onPage('clear', messages.clear, () => pane.clear()),
          onPage('save', messages.saveOutput, () => pane.saveOutput()),
        ]),
    ...(isOn || next.kind !== 'off'
      ? [inTerminal('broadcast', toggleWords(messages, next), () => broadcast.change(next))]
      : []),
    ...(broadcast.scope.kind !== 'all' && broadcast.canReach({ kind: 'all' })
      ? [onPage('broadcastAll', messages.broadcast.startAll, () => broadcast.change({ kind: 'all' }))]
      : []),
    onPage('rename', words.rename, commands.rename),
    onPage('toWindow', ofPane.toWindow, commands.moveToWindow),
    onPage('close', ofPane.close, () => commands.close()),
    ...(kind === 'log' ? [] : [onPage('end', words.end, commands.end)]),
    ...tabKeyActions(messages, tabCount, paneCount),
  ];
}

/** Keys of a tab or a divider that has the focus: these handle them. */
function tabKeyActions(messages: DockMessages, tabCount: number, paneCount: number): readonly Action[] {
  const { keys } = messages;
  const listed = (id: string, label: string, shortcut: Shortcut, ...also: Shortcut[]): Action => ({
    id: `dock.keys.${id}`,
    label,
    group: keys.group,
    shortcut,
    also,
  });
  return [
    ...(tabCount > 1
      ? [
          listed('go', keys.go, 'arrowleft', 'arrowright', 'home', 'end'),
          listed('move', keys.move, 'shift+arrowleft', 'shift+arrowright'),
        ]
      : []),
    listed('enter', keys.enter, 'enter', 'arrowdown'),
    listed('rename', keys.rename, 'f2'),
    listed('close', keys.close, 'delete'),
    listed('menu', keys.menu, 'shift+f10'),
    ...(paneCount > 1
      ? [listed('divider', keys.divider, 'arrowleft', 'arrowright', 'arrowup', 'arrowdown')]
      : []),
  ];
}

function toggleWords({ broadcast: words }: DockMessages, next: BroadcastScope): string {
  switch (next.kind) {
    case 'off':
      return words.stopTyping;
    case 'tab':
      return words.startTab;
    case 'all':
      return words.startAll;
  }
}
