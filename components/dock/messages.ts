/** Every sentence about the dock that a user reads or hears. */

import { ENGLISH_UNITS, formatDuration } from '#components/language/duration.ts';

export const messages = {
  dock: 'Terminals and logs',
  tabs: 'Open terminals and logs',
  height: 'Panel height',
  border: 'Divider between panes',

  /** What differs between a terminal and a log. */
  kinds: {
    terminal: {
      search: 'Search output',
      nextPane: (index: number, count: number) => `Terminal ${index} of ${count}. Show next`,
      duplicate: 'Duplicate shell',
      splitRight: 'Split terminal right',
      splitDown: 'Split terminal down',
      separate: 'Move terminal to new tab',
      toNextTab: 'Move terminal into next tab',
      toPreviousTab: 'Move terminal into previous tab',
      other: 'Open log beside terminal',
      toWindow: 'Open terminal in new window',
      close: 'Close terminal',
      pickerText: 'The shell opens beside the active terminal.',
    },
    log: {
      search: 'Find in lines',
      nextPane: (index: number, count: number) => `Log, ${index} of ${count} in this tab. Show next`,
      duplicate: 'Duplicate log',
      splitRight: 'Split log right',
      splitDown: 'Split log down',
      separate: 'Move log to new tab',
      toNextTab: 'Move log into next tab',
      toPreviousTab: 'Move log into previous tab',
      other: 'Open shell beside log',
      toWindow: 'Open log in new window',
      close: 'Close log',
      pickerText: 'The pod’s log opens beside the active log.',
    },
  },
  clear: 'Clear terminal',
  saveOutput: 'Save output',
  splitRight: 'Split right',
  splitDown: 'Split down',
  splitWith: 'Split with another pod…',
  rename: 'Rename',
  toWindow: 'Open in new window',
  minimise: 'Minimize',
  maximise: 'Maximize',
  restore: 'Restore',
  closePane: (name: string) => `Close ${name}`,
  endShell: 'End shell',
  detach: 'Detach',
  runningShells: 'Running shells',
  blocked: 'The browser blocked the new window. Allow pop-ups for this page, then try again.',

  name: 'Tab name',
  tabMenu: {
    join: 'Show beside the active pane',
    separate: 'Move pane to new tab',
    moveLeft: 'Move tab left',
    moveRight: 'Move tab right',
    closing: 'Close',
    close: 'Close tab',
    closeOthers: 'Close other tabs',
    closeRight: 'Close tabs to the right',
  },
  /** While not all tabs are seen. */
  overflow: {
    left: 'Scroll tabs left',
    right: 'Scroll tabs right',
    list: (count: number) => `All ${count} tabs`,
  },
  /** Chooses the pod for a split. */
  picker: {
    title: 'Split with another pod',
    context: 'Context',
    pods: 'Pods',
    search: 'Search pods and namespaces',
    loading: 'Loading pods…',
    none: 'No matching pod.',
    cancel: 'Cancel',
    searchContexts: 'Find a context',
    noContext: 'No matching context.',
    tryAgain: 'Try again',
  },

  tabKeys:
    'Arrow keys switch tabs, Shift+arrow moves this tab, F2 renames it, Delete closes it, Shift+F10 shows more.',
  /** Keys that work while a tab or a divider has the focus. */
  keys: {
    group: 'Focused tab',
    go: 'Show another tab',
    move: 'Move this tab',
    enter: 'Go to its terminal or log',
    rename: 'Rename this tab',
    close: 'Close this tab',
    menu: 'Open the menu of this tab',
    divider: 'Move a focused divider',
  },
  /** A tab's name with what is to be known of it. */
  withMarks: (name: string, marks: readonly string[]) => [name, ...marks].join(', '),
  withPlaces: (tab: string, places: readonly string[]) => [tab, ...places].join('; '),
  activity: 'new output',
  bell: 'bell',
  heard: 'broadcasting input',
  states: {
    connecting: 'connecting',
    ready: '',
    reconnecting: 'reconnecting',
    exited: 'ended',
    asking: 'waiting for a reason',
    failed: 'not connected',
  },
  /** The name of a tab that has got none. */
  terminalName: (pod: string, container: string) =>
    container === '' || container === pod ? pod : `${pod} · ${container}`,
  /** Where a terminal runs, in words. Empty parts are known from elsewhere, or unknown. */
  place: (terminal: string, namespace: string, context: string) =>
    [terminal, `namespace ${namespace}`, context === '' ? '' : `context ${context}`]
      .filter((part) => part !== '')
      .join(', '),
  /** The pod comes first: a program chooses its own title. */
  logName: (name: string) => `${name} (log)`,
  attached: (name: string) => `${name} (attached)`,
  withProgram: (name: string, title: string) => (title === '' ? name : `${name} · ${title}`),
  andMore: (name: string, others: number) => (others === 0 ? name : `${name} +${others}`),

  menu: { log: 'Log actions', tab: 'Tab', typing: 'Broadcast input' },
  broadcast: {
    inTab: (count: number, name: string) => `Broadcasting input to ${count} terminals in tab “${name}”.`,
    inAll: (count: number) => `Broadcasting input to ${count} terminals.`,
    off: 'Broadcasting stopped.',
    mark: (count: number) => `Broadcasting to ${count} terminals`,
    stop: 'Stop',
    startTab: 'Broadcast input to this tab',
    startAll: 'Broadcast input to all terminals',
    stopTyping: 'Stop broadcasting',
    needsTwo: 'Needs two connected terminals.',
  },

  actions: {
    group: 'Terminals and logs',
    keywords: 'terminal shell log dock panel',
    splitRightWith: 'Split right with another pod…',
    splitDownWith: 'Split down with another pod…',
    swapNext: 'Swap with next pane',
    swapPrevious: 'Swap with previous pane',
    nextPane: 'Next pane in tab',
    previousPane: 'Previous pane in tab',
    nextTab: 'Next tab',
    previousTab: 'Previous tab',
    focus: 'Focus or leave panel',
    otherShell: 'Open another shell…',
    share: 'Share shell…',
    rename: 'Rename tab',
    maximise: 'Maximize panel',
    restore: 'Restore panel',
    minimise: 'Minimize panel',
    fullScreen: 'Full screen',
    end: 'End shell and close terminal',
  },

  /** Shells that were closed while something was running in them. */
  closed: {
    name: 'Closed shells',
    title: 'Shell closed.',
    /** @param seconds for which the server keeps it */
    kept: (name: string, seconds: number) =>
      `${name} keeps running for up to ${formatDuration(seconds, ENGLISH_UNITS)}.`,
    /** By itself, by a limit, or with the server. */
    gone: (name: string) => `${name} has ended since.`,
    outputLeft: (name: string) => `${name} has ended since. Reopen the shell to read its last output.`,
    /** The server does not answer. */
    unknown: (name: string) => `Can’t reach the server: ${name} may have ended since.`,
    /** @param seconds as in `kept` */
    more: (count: number, seconds: number) =>
      count === 1
        ? `1 more closed shell keeps running for up to ${formatDuration(seconds, ENGLISH_UNITS)}.`
        : `${count} more closed shells keep running for up to ${formatDuration(seconds, ENGLISH_UNITS)}.`,
    /** Of which not all run. */
    moreClosed: (count: number) => (count === 1 ? '1 more closed shell.' : `${count} more closed shells.`),
    showAll: 'Show running shells',
    reopen: 'Reopen',
    end: 'End shell',
    dismiss: 'Dismiss notification',
  },
} as const;
