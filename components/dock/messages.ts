/** Every sentence about the dock that a user reads or hears. */

export const messages = {
  dock: 'Terminals',
  tabs: 'Open terminals',
  height: 'Height of the terminals',
  border: 'Border between terminals',

  search: 'Search in the output',
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
  tab: (name: string, state: string, marks: { readonly hasBell: boolean; readonly hasActivity: boolean }) =>
    [name, state, marks.hasBell ? 'bell' : '', marks.hasActivity ? 'new output' : '']
      .filter((part) => part !== '')
      .join(', '),
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
} as const;
