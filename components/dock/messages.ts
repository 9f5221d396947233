/** Every sentence about the dock that a user reads or hears. */

export const messages = {
  dock: 'Terminals',
  tabs: 'Open terminals',
  height: 'Height of the terminals',
  border: 'Border between terminals',

  search: 'Search in the output',
  clear: 'Clear the terminal',
  saveOutput: 'Save the output',
  splitRight: 'Split to the right',
  splitDown: 'Split downwards',
  duplicate: 'Open another shell here',
  rename: 'Rename',
  toWindow: 'Move to its own window',
  nextPane: (index: number, count: number) => `Terminal ${index} of ${count}: show the next`,
  minimise: 'Minimise',
  maximise: 'Maximise',
  restore: 'Restore',
  close: 'Close, and end the shell',
  closePane: (name: string) => `Close ${name}, and end its shell`,
  blocked: 'The browser did not allow the new window. Allow windows for this page, then try again.',

  name: 'Name of the tab',
  save: 'Save',
  cancel: 'Cancel',

  tabKeys:
    'Arrow keys go to other tabs, Ctrl and an arrow key moves this one, F2 renames it, Delete closes it.',
  /** A tab's name with what is to be known of it. */
  withMarks: (name: string, marks: readonly string[]) => [name, ...marks].join(', '),
  activity: 'new output',
  bell: 'bell',
  heard: 'typing goes to several terminals',
  states: {
    connecting: 'connecting',
    ready: '',
    reconnecting: 'connecting again',
    exited: 'ended',
    failed: 'not connected',
  },
  /** The name of a tab that has got none. */
  terminalName: (pod: string, container: string) =>
    container === '' || container === pod ? pod : `${pod} · ${container}`,
  andMore: (name: string, others: number) => (others === 0 ? name : `${name} +${others}`),

  menu: { tab: 'Tab', typing: 'Typing' },
  broadcast: {
    inTab: (count: number, name: string) =>
      `What you type goes to ${count} terminals at once: those of the tab “${name}”.`,
    inAll: (count: number) => `What you type goes to ${count} terminals at once.`,
    off: 'What you type goes to one terminal again.',
    mark: (count: number) => `Typing goes to ${count} terminals`,
    stop: 'Stop',
    startTab: 'Type in all terminals of this tab',
    startAll: 'Type in all terminals',
    stopTyping: 'Stop typing in several terminals',
    needsTwo: 'There must be two that are connected.',
  },

  actions: {
    group: 'Terminals',
    keywords: 'terminal shell dock',
    duplicate: 'Open another shell where the active one is',
    splitRight: 'Split the terminal to the right',
    splitDown: 'Split the terminal downwards',
    nextPane: 'Next terminal of the tab',
    previousPane: 'Previous terminal of the tab',
    nextTab: 'Next tab of terminals',
    previousTab: 'Previous tab of terminals',
    focus: 'Go to the terminal',
    rename: 'Rename the tab',
    toWindow: 'Move the terminal to its own window',
    maximise: 'Maximise the terminals',
    restore: 'Restore the terminals',
    minimise: 'Minimise the terminals',
    close: 'Close the terminal, and end its shell',
  },
} as const;
